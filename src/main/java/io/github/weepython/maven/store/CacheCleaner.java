package io.github.weepython.maven.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Removes entries that nobody needs any more, and never one that a running build uses. */
public final class CacheCleaner {
  private final Store store;
  private final Instant now;

  /**
   * What was done.
   *
   * @param removed how many entries, and of what bytes they were
   * @param kept how many entries there are now
   */
  public record Result(int removed, long removedBytes, int kept, long keptBytes) {}

  private record Entry(Path path, FileTime used, long bytes) {}

  /**
   * @param now which ages are counted from
   */
  public CacheCleaner(Store store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /**
   * Removes what is damaged, then what was not used for so long, then what was not used for longest
   * until the rest is small enough.
   *
   * @param unused entries of at least that age go
   * @param mostBytes of all entries together; none for any number
   * @throws StoreException when the cache can't be changed
   */
  public Result clean(Duration unused, Optional<Long> mostBytes) {
    try {
      int damaged = 0;
      long damagedBytes = 0;
      for (Entry entry : entries()) {
        if (!store.isIntact(entry.path()) && remove(entry)) {
          damaged++;
          damagedBytes += entry.bytes();
        }
      }
      Result rest = shrink(Optional.of(FileTime.from(now.minus(unused))), mostBytes);
      return new Result(
          rest.removed() + damaged,
          rest.removedBytes() + damagedBytes,
          rest.kept(),
          rest.keptBytes());
    } catch (IOException e) {
      throw store.unusable(e);
    }
  }

  /**
   * Removes what was not used for longest until the rest is small enough. Reads no entry.
   *
   * @throws StoreException when the cache can't be changed
   */
  public Result shrink(long mostBytes) {
    try {
      return shrink(Optional.empty(), Optional.of(mostBytes));
    } catch (IOException e) {
      throw store.unusable(e);
    }
  }

  private Result shrink(Optional<FileTime> before, Optional<Long> mostBytes) throws IOException {
    List<Entry> all = entries();
    all.sort(Comparator.comparing(Entry::used));
    long bytes = all.stream().mapToLong(Entry::bytes).sum();
    int removed = 0;
    long removedBytes = 0;
    for (Entry entry : all) {
      boolean old = before.isPresent() && entry.used().compareTo(before.get()) < 0;
      boolean large = mostBytes.isPresent() && bytes - removedBytes > mostBytes.get();
      if ((old || large) && remove(entry)) {
        removed++;
        removedBytes += entry.bytes();
      }
    }
    return new Result(removed, removedBytes, all.size() - removed, bytes - removedBytes);
  }

  private boolean remove(Entry entry) throws IOException {
    return store.removeUnused(entry.path());
  }

  private List<Entry> entries() throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Path kind : children(store.root())) {
      if (!Store.RESERVED.contains(String.valueOf(kind.getFileName()))) {
        for (Path path : children(kind)) {
          if (isEntry(path)) {
            entry(path).ifPresent(all::add);
          }
        }
      }
    }
    return all;
  }

  /** By its name, a key: the cache may be in a folder that somebody else has files in. */
  private static boolean isEntry(Path path) {
    return String.valueOf(path.getFileName()).matches("[0-9a-f]{64}")
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        children.forEach(all::add);
      }
    }
    return all;
  }

  private static Optional<Entry> entry(Path path) throws IOException {
    Path seal = path.resolve("seal");
    try {
      FileTime used =
          Files.exists(seal) ? Files.getLastModifiedTime(seal) : Files.getLastModifiedTime(path);
      return Optional.of(new Entry(path, used, bytes(path.resolve("data"), seal)));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Another process has just removed it.
    }
  }

  /** A directory's seal lists the sizes of its files, so that nobody counts them again. */
  private static long bytes(Path data, Path seal) throws IOException {
    if (!Files.isDirectory(data)) {
      return Files.exists(data) ? Files.size(data) : 0;
    }
    return Files.exists(seal) ? DiskTree.bytes(Files.readString(seal)) : 0;
  }
}
