package io.github.weepython.maven;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work that goes on beside the caller's. Closing waits for its end, so that nothing of a build that
 * failed goes on after it.
 */
public final class Meanwhile<T> implements AutoCloseable {
  private final CompletableFuture<T> work;

  private Meanwhile(CompletableFuture<T> work) {
    this.work = work;
  }

  /** Begins at once, on another thread. */
  public static <T> Meanwhile<T> start(Supplier<T> work) {
    return new Meanwhile<>(CompletableFuture.supplyAsync(work));
  }

  /**
   * The result, waited for.
   *
   * @throws RuntimeException the one that the work threw
   */
  public T get() {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
  }

  @Override
  public void close() {
    work.handle((result, failure) -> true).join();
  }
}
