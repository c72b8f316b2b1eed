package io.github.weepython.maven.debian.rootfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Packages of deb(5) for tests, also those that no tool of Debian's would make. */
public final class TestDeb {
  private TestDeb() {}

  /** Writes the entries of a tar. */
  @FunctionalInterface
  public interface Data {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  /** A package {@code probe 1.0} with these files. */
  public static Path write(Path deb, Data data) throws IOException {
    return write(deb, "Package: probe\nVersion: 1.0\nArchitecture: all\n", data);
  }

  public static Path write(Path deb, String control, Data data) throws IOException {
    return write(deb, tar -> file(tar, "control", control.getBytes(StandardCharsets.UTF_8)), data);
  }

  /** A package {@code probe 1.0} without files, whose preinst and postinst these are. */
  public static Path withScripts(Path deb, String depends, String preinst, String postinst)
      throws IOException {
    return write(
        deb,
        tar -> {
          String control =
              "Package: probe\nVersion: 1.0\nArchitecture: all\nMaintainer: Nobody <a@b.c>\n"
                  + "Description: probe\nDepends: "
                  + depends
                  + "\n";
          file(tar, "control", control.getBytes(StandardCharsets.UTF_8));
          script(tar, "preinst", preinst);
          script(tar, "postinst", postinst);
        },
        tar -> {});
  }

  private static void script(TarArchiveOutputStream tar, String name, String text)
      throws IOException {
    TarArchiveEntry script = new TarArchiveEntry(name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    script.setSize(bytes.length);
    script.setMode(0755);
    tar.putArchiveEntry(script);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static Path write(Path deb, Data control, Data data) throws IOException {
    Path body = Files.createTempFile(deb.toAbsolutePath().getParent(), "data", ".tar.gz");
    try {
      try (OutputStream out = Files.newOutputStream(body)) {
        tar(out, data);
      }
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      tar(head, control);
      try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
        member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        member(ar, "control.tar.gz", head.toByteArray());
        ar.putArchiveEntry(new ArArchiveEntry("data.tar.gz", Files.size(body)));
        Files.copy(body, ar);
        ar.closeArchiveEntry();
      }
      return deb;
    } finally {
      Files.delete(body);
    }
  }

  /** Adds a file to a tar. */
  public static void file(TarArchiveOutputStream tar, String path, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void tar(OutputStream out, Data data) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(out), StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      data.write(tar);
    }
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }
}
