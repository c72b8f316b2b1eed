package io.github.weepython.maven.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read out of files before in this process, as long as they look as they did then. A build
 * asks for the digests of its wheels for their layers, the lock, the SBOM and the provenance.
 */
final class FileMemo<T> {
  /** What was changed twice within this may have the same time: file systems count in jiffies. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** So that a daemon of Maven's doesn't grow for ever. */
  private static final int MOST = 10_000;

  private final Map<Looks, T> known = new ConcurrentHashMap<>();
  private final Reader<T> reader;

  /** Reads a whole file. */
  interface Reader<T> {
    T read(Path file) throws IOException;
  }

  /** By what a file is known to be the same. */
  private record Looks(Path path, long size, FileTime changed, Object inode) {
    static Looks of(Path path) throws IOException {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Looks(
          path.toAbsolutePath(),
          found.size(),
          found.lastModifiedTime(),
          Objects.requireNonNullElse(found.fileKey(), "none"));
    }
  }

  FileMemo(Reader<T> reader) {
    this.reader = reader;
  }

  T of(Path file) throws IOException {
    Instant before = Instant.now();
    Looks looks = Looks.of(file);
    T earlier = known.get(looks);
    if (earlier != null) {
      return earlier;
    }
    T read = reader.read(file);
    if (looks.changed().toInstant().plus(SETTLED).isBefore(before)) {
      if (known.size() > MOST) {
        known.clear();
      }
      known.put(looks, read);
    }
    return read;
  }
}
