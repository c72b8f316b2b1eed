package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.XzDecompressor;
import io.github.weepython.maven.archive.Zstd;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** A binary package, format 2.0 of deb(5). */
public final class DebFile {
  private static final int CONTROL_LIMIT = 16 << 20;

  private final Path file;
  private final Map<String, byte[]> controlFiles;

  private DebFile(Path file, Map<String, byte[]> controlFiles) {
    this.file = file;
    this.controlFiles = controlFiles;
  }

  /**
   * Reads the package's control member.
   *
   * @throws PackageException when the file is no sound .deb
   */
  public static DebFile open(Path file) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (InputStream control = member(file, "control.tar")) {
      int[] room = {CONTROL_LIMIT};
      TarReader.read(
          "its control archive",
          control,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (size > room[0]) {
              throw broken(file, "its control files are larger than " + CONTROL_LIMIT + " bytes");
            }
            room[0] -= (int) size;
            if (entry.type() == Entry.Type.FILE) {
              found.put(entry.path(), body.readAllBytes());
            }
          });
    } catch (ArchiveException e) {
      throw new PackageException(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw broken(file, Causes.of(e), e);
    }
    if (!found.containsKey("control")) {
      throw broken(file, "it has no control file");
    }
    return new DebFile(file, Collections.unmodifiableMap(found));
  }

  public Path file() {
    return file;
  }

  /** The control paragraph as written. */
  public String control() {
    return new String(controlFiles.getOrDefault("control", new byte[0]), StandardCharsets.UTF_8);
  }

  /** All control files by name: {@code control}, {@code md5sums}, {@code postinst} and so on. */
  public Map<String, byte[]> controlFiles() {
    return controlFiles;
  }

  /** The uncompressed tar of the package's files; the caller closes it. */
  public InputStream openData() throws IOException {
    return member(file, "data.tar");
  }

  private static InputStream member(Path file, String name) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      ArArchiveInputStream ar = new ArArchiveInputStream(raw);
      requireFormat(file, ar);
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        if (isMember(e, name)) {
          return decompressed(file, e.getName().substring(name.length()), ar);
        }
      }
      throw broken(file, "it has no member " + name);
    } catch (IOException e) {
      raw.close();
      throw broken(file, Causes.of(e), e);
    } catch (PackageException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean isMember(ArArchiveEntry entry, String name) {
    return entry.getName().equals(name) || entry.getName().startsWith(name + ".");
  }

  /**
   * Copies a package.
   *
   * @param data an uncompressed tar, which takes the place of the package's data archive
   */
  static void copy(Path file, Path data, ArArchiveOutputStream to) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        ArArchiveInputStream ar = new ArArchiveInputStream(raw)) {
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        boolean isData = isMember(e, "data.tar");
        to.putArchiveEntry(isData ? new ArArchiveEntry("data.tar", Files.size(data)) : e);
        if (isData) {
          Files.copy(data, to);
        } else {
          ar.transferTo(to);
        }
        to.closeArchiveEntry();
      }
    }
  }

  private static void requireFormat(Path file, ArArchiveInputStream ar) throws IOException {
    ArArchiveEntry first = ar.getNextEntry();
    if (first == null || !first.getName().equals("debian-binary")) {
      throw broken(file, "it does not begin with debian-binary");
    }
    String version = new String(ar.readNBytes(16), StandardCharsets.US_ASCII).strip();
    if (!version.startsWith("2.")) {
      throw broken(file, "its format is '" + version + "' instead of 2.0");
    }
  }

  private static InputStream decompressed(Path file, String suffix, InputStream in)
      throws IOException {
    return switch (suffix) {
      case "" -> in;
      case ".gz" -> new GZIPInputStream(in, 1 << 16);
      case ".xz" -> XzDecompressor.open(in);
      case ".zst" -> Zstd.decompress(in);
      default -> throw broken(file, "it is compressed as '" + suffix + "', not gz, xz or zst");
    };
  }

  private static PackageException broken(Path file, String why) {
    return broken(file, why, null);
  }

  private static PackageException broken(Path file, String why, @Nullable Throwable cause) {
    return new PackageException(file, "it is not a package that wee can read: " + why + ".", cause);
  }
}
