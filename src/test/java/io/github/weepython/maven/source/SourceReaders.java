package io.github.weepython.maven.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class SourceReaders {
  private SourceReaders() {}

  public static void tarball(byte[] bytes, Path root) throws IOException {
    Path tarball = Files.write(root.resolve("Python-3.13.5.tar"), bytes);
    SourceTree.unpack(tarball, Files.createDirectory(root.resolve("tree")));
  }

  public static void patches(byte[] bytes, Path root) throws IOException {
    DebianPatches.read("a.debian.tar.xz", Files.write(root.resolve("a"), bytes));
  }

  public static void diff(byte[] bytes, Path root) throws IOException {
    DebianPatches.read("a.diff.gz", Files.write(root.resolve("a"), bytes));
  }
}
