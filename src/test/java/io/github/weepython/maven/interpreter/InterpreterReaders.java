package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class InterpreterReaders {
  private InterpreterReaders() {}

  public static void archive(byte[] bytes, Path root) throws IOException {
    Path archive = Files.write(root.resolve("a.tar.zst"), bytes);
    Path scratch = Files.createDirectory(root.resolve("scratch"));
    Path target = Files.createDirectory(root.resolve("target"));
    InterpreterArchive.unpack(archive, Digest.of("a"), scratch, target);
  }
}
