package io.github.weepython.maven.store;

import java.io.IOException;
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

  private KeyLock() {}

  static <T> T holding(Path locks, String name, Action<T> action) throws IOException {
    Path lockFile = Files.createDirectories(locks).toRealPath().resolve(name);
    // An interned string is the same object in every class loader: Maven may load this plugin
    // twice in one process, and a second file lock within one process throws.
    Object monitor = ("wee-lock:" + lockFile).intern();
    synchronized (monitor) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("lost the lock " + lockFile);
        }
        return action.run();
      }
    }
  }
}
