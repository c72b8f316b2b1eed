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
  private final Runnable begin;
  private final Runnable end;

  /**
   * @param begin what is done before the result is waited for
   * @param end what is done before the end is waited for, whether or not it has come
   */
  private Meanwhile(CompletableFuture<T> work, Runnable begin, Runnable end) {
    this.work = work;
    this.begin = begin;
    this.end = end;
  }

  /** Begins at once, on another thread. */
  public static <T> Meanwhile<T> start(Supplier<T> work) {
    return new Meanwhile<>(CompletableFuture.supplyAsync(work), () -> {}, () -> {});
  }

  /**
   * Begins long work at once, on a thread of its own, which closing interrupts: nobody needs the
   * result of what still goes on then.
   *
   * @param name the thread's
   */
  public static <T> Meanwhile<T> startLong(String name, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.completeAsync(work, Runnable::run), name);
    thread.setDaemon(true);
    thread.start();
    return new Meanwhile<>(result, () -> {}, thread::interrupt);
  }

  /** Begins when the result is waited for: there is no place for it beside the caller's work. */
  public static <T> Meanwhile<T> later(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    // A future that is done already does not ask for its value again.
    return new Meanwhile<>(
        result, () -> result.completeAsync(work, Runnable::run), () -> result.cancel(false));
  }

  /**
   * The result, waited for.
   *
   * @throws RuntimeException the one that the work threw
   */
  public T get() {
    begin.run();
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
  }

  @Override
  public void close() {
    end.run();
    work.handle((result, failure) -> true).join();
  }
}
