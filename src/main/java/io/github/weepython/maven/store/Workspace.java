package io.github.weepython.maven.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A scratch directory that goes away when closed. A lock file beside it tells other processes that
 * its owner lives; the kernel frees the lock however the owner ends.
 */
final class Workspace implements AutoCloseable {
  /** Names this process, so that a sweep leaves its own scratch directories alone. */
  private static final String OWNER = owner();

  /** Those of any process; whatever else is in the folder is not wee's. */
  private static final Pattern LOCK =
      Pattern.compile("\\d+-\\d+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.lock");

  private final Path directory;
  private final Path lockFile;
  private final FileChannel channel;

  private Workspace(Path directory, Path lockFile, FileChannel channel) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  private static String owner() {
    ProcessHandle self = ProcessHandle.current();
    Instant start = self.info().startInstant().orElse(Instant.EPOCH);
    return self.pid() + "-" + start.toEpochMilli() + "-";
  }

  static Workspace create(Path tmp) throws IOException {
    CacheFolder.privately(tmp);
    while (true) {
      String name = OWNER + UUID.randomUUID();
      Path lockFile = tmp.resolve(name + ".lock");
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      FileLock lock = channel.lock();
      // A sweep may have taken the file between its making and its locking.
      if (lock.isValid() && Files.exists(lockFile)) {
        return new Workspace(CacheFolder.create(tmp.resolve(name)), lockFile, channel);
      }
      channel.close();
    }
  }

  Path directory() {
    return directory;
  }

  /** Removes what killed runs left. */
  static void sweep(Path tmp) throws IOException {
    try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(tmp, "*.lock")) {
      for (Path lockFile : lockFiles) {
        // Closing any channel of a file frees all locks that this process has on it (fcntl(2)).
        String name = lockFile.getFileName().toString();
        if (LOCK.matcher(name).matches() && !name.startsWith(OWNER)) {
          sweepOne(lockFile);
        }
      }
    }
  }

  private static void sweepOne(Path lockFile) {
    String name = lockFile.getFileName().toString();
    Path leftover = lockFile.resolveSibling(name.substring(0, name.length() - ".lock".length()));
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        DiskTree.delete(leftover);
        Files.deleteIfExists(lockFile);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody else's, or already gone; either way nothing that this run depends on.
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      DiskTree.delete(directory);
      Files.deleteIfExists(lockFile);
    }
  }
}
