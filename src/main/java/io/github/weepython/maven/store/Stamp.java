package io.github.weepython.maven.store;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * By what an entry that was once compared with its seal is known to be the same, without reading
 * it: name, mode, size, inode and time of change of all that is in it. Not the time of the inode's
 * own change, since each link that a build makes to a layer's blob is one.
 *
 * @param text a digest over all of that
 * @param newest the latest time of change among it
 */
record Stamp(Digest text, FileTime newest) {
  /** What was changed twice within this may have the same time: file systems count in jiffies. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final String NAME = "stamp";

  /** One file or link. */
  private record Line(String text, FileTime changed) {}

  /**
   * Looks at an entry's result.
   *
   * @throws IOException when it is not there
   */
  static Stamp of(Path data) throws IOException {
    List<Path> paths = DiskTree.paths(data);
    try {
      List<Line> lines = paths.parallelStream().map(Stamp::line).toList();
      String text = lines.stream().map(Line::text).sorted().collect(Collectors.joining("\n"));
      FileTime newest =
          lines.stream().map(Line::changed).max(FileTime::compareTo).orElse(FileTime.fromMillis(0));
      return new Stamp(Digest.of(text), newest);
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  private static Line line(Path path) {
    try {
      Map<String, Object> found =
          Files.readAttributes(
              path, "unix:mode,size,ino,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      FileTime changed = (FileTime) found.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
      return new Line(
          path
              + " "
              + found.get("mode")
              + " "
              + found.get("size")
              + " "
              + found.get("ino")
              + " "
              + changed.to(TimeUnit.NANOSECONDS),
          changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an entry was found to be what its seal says when it looked like this. */
  boolean isOf(Path entry) throws IOException {
    try {
      return Files.readString(entry.resolve(NAME)).equals(text.hex() + "\n");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Keeps that an entry is what its seal says, unless it was changed so lately that another change
   * could not be told. Where nothing can be written, it is read again the next time.
   *
   * @param before when the comparison began
   */
  void keep(Path entry, Instant before) {
    if (newest.toInstant().plus(SETTLED).isAfter(before)) {
      return;
    }
    Path fresh = entry.resolve(NAME + "-" + UUID.randomUUID());
    try {
      Files.writeString(fresh, text.hex() + "\n");
      Files.move(fresh, entry.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(fresh);
    }
  }

  private static void remove(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      // It stays until the entry is removed.
    }
  }
}
