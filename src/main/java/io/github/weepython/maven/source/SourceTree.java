package io.github.weepython.maven.source;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.archive.XzDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A tarball's content on disk. */
public final class SourceTree {
  private SourceTree() {}

  /**
   * Unpacks the tarball, without its one top directory.
   *
   * @param directory empty
   * @return the newest file's time, seconds since the epoch: when the release was made
   * @throws SourceException when it is not a CPython source, or would write outside the directory
   */
  public static long unpack(Path tarball, Path directory) throws IOException {
    TreeUnpacker target = new TreeUnpacker(directory, path -> true);
    try (InputStream in = decompressed(tarball)) {
      target.unpack(String.valueOf(tarball.getFileName()), in, SourceTree::withoutTop);
    } catch (ArchiveException e) {
      throw new SourceException(tarball + ": " + e.getMessage(), e);
    }
    if (!Files.isRegularFile(directory.resolve("Include/patchlevel.h"))) {
      throw broken(tarball, "it has no Include/patchlevel.h in its top directory");
    }
    return target.tree().newest();
  }

  private static List<Entry> withoutTop(Entry entry) {
    int slash = entry.path().indexOf('/');
    return slash < 0 ? List.of() : List.of(entry.moved(path -> path.substring(slash + 1)));
  }

  static InputStream decompressed(Path tarball) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(tarball), 1 << 16);
    raw.mark(8);
    int first = raw.read();
    raw.reset();
    if (first == 0xfd) {
      return XzDecompressor.open(raw);
    }
    return first == 0x1f ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private static SourceException broken(Path tarball, String why) {
    return new SourceException(
        tarball
            + " is not a CPython source: "
            + why
            + ". Set <source> or -Dwee.source to a release's tarball.");
  }
}
