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
 * Digests of files that were read before in this process and look as they did then. A build asks
 * for those of its wheels for their layers, the lock, the SBOM and the provenance.
 */
final class FileDigests {
  /** What was changed twice within this may have the same time: file systems count in jiffies. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** So that a daemon of Maven's doesn't grow for ever. */
  private static final int MOST = 10_000;

  private static final Map<Looks, Digest> KNOWN = new ConcurrentHashMap<>();

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

  private FileDigests() {}

  static Digest of(Path file) throws IOException {
    Instant before = Instant.now();
    Looks looks = Looks.of(file);
    Digest known = KNOWN.get(looks);
    if (known != null) {
      return known;
    }
    Digest read = Digest.of(file);
    if (looks.changed().toInstant().plus(SETTLED).isBefore(before)) {
      if (KNOWN.size() > MOST) {
        KNOWN.clear();
      }
      KNOWN.put(looks, read);
    }
    return read;
  }
}
