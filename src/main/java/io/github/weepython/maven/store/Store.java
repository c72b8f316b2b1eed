package io.github.weepython.maven.store;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Results by the hash of what went in. An entry is a directory {@code <root>/<kind>/<key>} with the
 * result as {@code data} and a description of it as {@code seal}; it is written beside and renamed
 * into place, and compared with its seal when it is read, unless it was before and has not been
 * changed since ({@link Stamp}). A damaged entry counts as missing. Safe for several threads and
 * several processes.
 */
public final class Store {
  /** Folders of the cache that are not of entries. */
  static final Set<String> RESERVED = Set.of("tmp", "locks", "running", "pushed");

  private final Path root;
  private final RunningBuilds running;

  /**
   * Opens the store and removes what killed runs left.
   *
   * @param root the directory of everything kept, made when missing
   * @throws StoreException when nothing can be written there, or others may write there
   */
  public Store(Path root) {
    this.root = root.toAbsolutePath().normalize();
    try {
      CacheFolder.privately(this.root);
      try (Workspace space = Workspace.create(tmp())) {
        CacheFolder.requireOwn(this.root, space.directory());
      }
      Workspace.sweep(tmp());
      this.running = RunningBuilds.join(this.root);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  public Path root() {
    return root;
  }

  /**
   * The kept directory, or else what the producer writes.
   *
   * @param kind what sort of result, such as {@code build-root}
   * @param key hash of everything that the result depends on
   * @throws StoreException when it cannot be written
   * @throws UncheckedIOException with the producer's own cause
   */
  public Path directory(String kind, Digest key, Producer producer) {
    return findDirectory(kind, key).orElseGet(() -> produce(kind, key, true, false, producer));
  }

  /** As {@link #directory} for a single file. */
  public Path file(String kind, Digest key, Producer producer) {
    return findFile(kind, key).orElseGet(() -> produce(kind, key, false, false, producer));
  }

  /** The producer's file instead of what was kept, for results that change in time. */
  public Path replaceFile(String kind, Digest key, Producer producer) {
    return produce(kind, key, false, true, producer);
  }

  /** The kept directory, unless there is none or it is damaged. */
  public Optional<Path> findDirectory(String kind, Digest key) {
    return Optional.of(entry(kind, key)).filter(e -> use(e) && intact(e, true)).map(Store::data);
  }

  /** The kept file, unless there is none or it is damaged. */
  public Optional<Path> findFile(String kind, Digest key) {
    return Optional.of(entry(kind, key)).filter(e -> use(e) && intact(e, false)).map(Store::data);
  }

  /** Work in a directory that is removed afterwards, also when this process is killed. */
  public interface Scratch<T> {
    T run(Path directory) throws IOException;
  }

  /**
   * Lends an empty directory on the store's own disk.
   *
   * @throws StoreException when it cannot be written
   * @throws UncheckedIOException with the work's own cause
   */
  public <T> T scratch(Scratch<T> work) {
    try (Workspace space = Workspace.create(tmp())) {
      return own(() -> work.run(space.directory()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** What others do in the store keeps its own cause, but for a disk that is full. */
  private <T> T own(KeyLock.Action<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      if (Causes.isDiskFull(e)) {
        throw unusable(e);
      }
      throw new UncheckedIOException(e);
    }
  }

  /** One digest of all below a directory: names, types, modes, files' bytes, links' targets. */
  public static Digest fingerprint(Path directory) {
    return Digest.of(DiskTree.manifest(directory));
  }

  /**
   * The {@link #fingerprint} of a directory of a store, by its seal: nothing of it is read again.
   *
   * @param directory as it was found
   */
  public static Digest fingerprintBySeal(Path directory) throws IOException {
    return Digest.of(Files.readString(directory.resolveSibling("seal")).stripTrailing());
  }

  private Path produce(
      String kind, Digest key, boolean directory, boolean replace, Producer producer) {
    Path entry = entry(kind, key);
    KeyLock.Action<Path> action =
        () -> {
          if (!replace && intact(entry, directory)) {
            running.use(seal(entry));
            return data(entry); // another thread or process made it while this one waited
          }
          try (Workspace space = Workspace.create(tmp())) {
            return write(space, entry, directory, producer);
          }
        };
    try {
      return KeyLock.holding(root.resolve("locks"), kind + "-" + key.hex(), action);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path write(Workspace space, Path entry, boolean directory, Producer producer)
      throws IOException {
    Path fresh = CacheFolder.create(space.directory().resolve("new"));
    if (directory) {
      Files.createDirectory(data(fresh));
    }
    own(
        () -> {
          producer.produce(data(fresh));
          return fresh;
        });
    Files.writeString(seal(fresh), seal(data(fresh), directory));
    running.use(seal(fresh));
    Files.createDirectories(entry.resolveSibling(""));
    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(entry, space.directory().resolve("old"), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
    return data(entry);
  }

  /**
   * Says that an entry is used from now on, before it is looked at: whoever removes unused ones
   * holds the same lock. Where nothing can be written, nobody removes anything either.
   *
   * @return whether there is such an entry
   */
  private boolean use(Path entry) {
    Path seal = seal(entry);
    try {
      if (running.isOlder(seal)) {
        locked(
            entry,
            () -> {
              running.use(seal);
              return seal;
            });
      }
      return true;
    } catch (IOException e) {
      return Files.isRegularFile(seal);
    }
  }

  /** Removes an entry, unless a running build has used it. */
  boolean removeUnused(Path entry) throws IOException {
    return locked(
        entry,
        () -> {
          FileTime oldest = RunningBuilds.oldest(root);
          if (Files.exists(seal(entry))
              && Files.getLastModifiedTime(seal(entry)).compareTo(oldest) >= 0) {
            return false;
          }
          try (Workspace space = Workspace.create(tmp())) {
            Files.move(entry, space.directory().resolve("old"), StandardCopyOption.ATOMIC_MOVE);
          }
          return true;
        });
  }

  /** Whether an entry is what was written: all of it is read. */
  boolean isIntact(Path entry) {
    try {
      boolean directory = Files.isDirectory(data(entry), LinkOption.NOFOLLOW_LINKS);
      return Files.readString(seal(entry)).equals(seal(data(entry), directory));
    } catch (IOException e) {
      return false;
    }
  }

  private <T> T locked(Path entry, KeyLock.Action<T> action) throws IOException {
    String kind = String.valueOf(entry.resolveSibling("").getFileName());
    return KeyLock.holding(root.resolve("locks"), kind + "-" + entry.getFileName(), action);
  }

  private static boolean intact(Path entry, boolean directory) {
    try {
      Path seal = seal(entry);
      if (!Files.isRegularFile(seal)
          || Files.isDirectory(data(entry), LinkOption.NOFOLLOW_LINKS) != directory) {
        return false;
      }
      Instant before = Instant.now();
      Stamp stamp = Stamp.of(data(entry));
      if (stamp.isOf(entry)) {
        return true;
      }
      boolean same = Files.readString(seal).equals(seal(data(entry), directory));
      if (same) {
        stamp.keep(entry, before);
      }
      return same;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static String seal(Path data, boolean directory) throws IOException {
    try {
      return (directory ? DiskTree.manifest(data) : Digest.of(data).hex()) + "\n";
    } catch (UncheckedIOException e) {
      throw new IOException(Causes.of(Objects.requireNonNull(e.getCause())), e);
    }
  }

  private Path entry(String kind, Digest key) {
    return root.resolve(kind).resolve(key.hex());
  }

  private static Path data(Path entry) {
    return entry.resolve("data");
  }

  private static Path seal(Path entry) {
    return entry.resolve("seal");
  }

  private Path tmp() {
    return root.resolve("tmp");
  }

  StoreException unusable(IOException cause) {
    return new StoreException(
        "The cache "
            + root
            + " could not be used: "
            + Causes.of(cause)
            + ".\nMake it writable and check that the disk has room, or keep the cache"
            + " elsewhere: set XDG_CACHE_HOME, or -Dwee.cache=<folder>.",
        cause);
  }
}
