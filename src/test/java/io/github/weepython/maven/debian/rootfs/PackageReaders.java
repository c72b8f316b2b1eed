package io.github.weepython.maven.debian.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class PackageReaders {
  private PackageReaders() {}

  public static void deb(byte[] bytes, Path root) throws IOException {
    DebFile deb = DebFile.open(Files.write(root.resolve("a.deb"), bytes));
    ControlFields.field(deb, "Package");
    Path tree = Files.createDirectory(root.resolve("tree"));
    UsrMergeUnpacker unpacker = new UsrMergeUnpacker(tree, path -> true);
    unpacker.unpack(deb);
  }

  public static void control(byte[] bytes, Path root) throws IOException {
    io.github.weepython.maven.debian.archive.Stanzas.list(new java.io.ByteArrayInputStream(bytes))
        .forEach(stanza -> stanza.need("Package"));
  }

  public static void copyright(byte[] bytes, Path root) throws IOException {
    Copyright.licences(bytes);
  }
}
