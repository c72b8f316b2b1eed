package io.github.weepython.maven.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A process that holds one lock until it is told to let it go, while a thread waits for another.
 */
final class LockHolder {
  private LockHolder() {}

  /**
   * @param args the folder of the locks, the lock to hold and the lock to wait for
   */
  public static void main(String[] args) throws IOException {
    Path locks = Path.of(args[0]);
    CompletableFuture<String> waiting =
        KeyLock.holding(
            locks,
            args[1],
            () -> {
              CompletableFuture<String> other =
                  CompletableFuture.supplyAsync(() -> had(locks, args[2]));
              System.out.println("holds " + args[1]);
              System.in.read();
              return other;
            });
    System.out.println("had " + waiting.join());
  }

  /** Waits for a lock, and lets it go at once. */
  static String had(Path locks, String name) {
    try {
      return KeyLock.holding(locks, name, () -> name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
