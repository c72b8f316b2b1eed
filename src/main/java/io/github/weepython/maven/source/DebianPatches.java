package io.github.weepython.maven.source;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.LimitedInputStream;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.XzDecompressor;
import io.github.weepython.maven.debian.archive.SourcePackage;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.spec.Patch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The folder debian/patches of a source package, whose packaging is a tarball (format 3.0) or a
 * diff of new files (format 1.0; dpkg-source(1)).
 */
final class DebianPatches {
  private static final String FOLDER = "debian/patches/";

  /** Bytes of all packaging, uncompressed; CPython's has a million. */
  private static final int MOST = 64 << 20;

  private final Map<String, String> files;

  private DebianPatches(Map<String, String> files) {
    this.files = files;
  }

  /** The file of a source package that has the patches. */
  static Optional<Download> packaging(SourcePackage from) {
    return from.downloads().stream()
        .filter(d -> d.name().endsWith(".debian.tar.xz") || d.name().endsWith(".diff.gz"))
        .findFirst();
  }

  /**
   * Reads the file that {@link #packaging} named.
   *
   * @throws SourceException when it is unreadable
   */
  static DebianPatches read(String name, Path file) {
    Map<String, String> files = new LinkedHashMap<>();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      if (name.endsWith(".diff.gz")) {
        newFiles(new LimitedInputStream(new GZIPInputStream(raw), MOST), files);
      } else {
        TarReader.read(
            name,
            new LimitedInputStream(XzDecompressor.open(raw), MOST),
            TarReader.Devices.REFUSE,
            (entry, size, body) -> {
              if (entry.path().startsWith(FOLDER)) {
                files.put(
                    entry.path().substring(FOLDER.length()),
                    new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
              }
            });
      }
    } catch (IOException | ArchiveException e) {
      throw new SourceException(
          "Debian's patches in "
              + name
              + " can't be read: "
              + Causes.ownOr(e)
              + ". Set <securityPatches>none</securityPatches> or -Dwee.securityPatches=none to"
              + " build without them.",
          e);
    }
    return new DebianPatches(files);
  }

  /** Every line of a new file has a plus before it; what it ends with besides is its own. */
  private static void newFiles(InputStream diff, Map<String, String> files) throws IOException {
    String path = "";
    StringBuilder content = new StringBuilder();
    boolean header = false;
    for (String line : new String(diff.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n")) {
      boolean names = header && line.startsWith("+++ ");
      header = line.startsWith("--- ");
      if (header) {
        keep(path, content, files);
      } else if (names) {
        path = line.substring(4).replaceFirst("\t.*", "").replaceFirst("^[^/]*/", "");
        content.setLength(0);
      } else if (line.startsWith("+")) {
        content.append(line, 1, line.length()).append('\n');
      }
    }
    keep(path, content, files);
  }

  private static void keep(String path, CharSequence content, Map<String, String> files) {
    if (path.startsWith(FOLDER)) {
      files.put(path.substring(FOLDER.length()), content.toString());
    }
  }

  /**
   * All patches in the order in which they are meant to be applied.
   *
   * @param version of the source package
   */
  List<Patch> series(String version) {
    String series = files.getOrDefault("series", files.getOrDefault("series.in", ""));
    List<Patch> patches = new ArrayList<>();
    for (String line : series.split("\n")) {
      String name = line.replaceFirst("[\\s#].*", "");
      String bytes = files.getOrDefault(name, "");
      // An empty patch, or a line for debian/rules to choose by.
      if (!name.isEmpty() && bytes.contains("\n+++ ")) {
        patches.add(new Patch(name, 1, bytes, Optional.of(version)));
      }
    }
    return patches;
  }
}
