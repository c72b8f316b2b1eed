package io.github.weepython.maven.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One at a time for each key, among the threads of this process and among processes. */
final class KeyLock {
  /** What is done while the lock is held. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** Between two questions for a lock. */
  private static final long PAUSE_MILLIS = 20;

  private KeyLock() {}

  static <T> T holding(Path locks, String name, Action<T> action) throws IOException {
    Path lockFile = Files.createDirectories(locks).toRealPath().resolve(name);
    // An interned string is the same object in every class loader: Maven may load this plugin
    // twice in one process, and a second file lock within one process throws.
    Object monitor = ("wee-lock:" + lockFile).intern();
    synchronized (monitor) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        if (!lock.isValid()) {
          throw new IOException("lost the lock " + lockFile);
        }
        return action.run();
      }
    }
  }

  /**
   * Waits for the lock. Linux takes a process for one that waits, whichever of its threads does: it
   * sees a deadlock (EDEADLK of fcntl(2)) where two processes hold what other threads of each other
   * wait for. None of these threads waits for its own process, so it is asked again.
   */
  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.lock();
    } catch (IOException e) {
      return polled(channel); // Throws as well where the reason is another one.
    }
  }

  private static FileLock polled(FileChannel channel) throws IOException {
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while another build held the lock");
      }
    }
  }
}
