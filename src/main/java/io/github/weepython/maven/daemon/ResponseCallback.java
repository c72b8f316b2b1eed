package io.github.weepython.maven.daemon;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A daemon's answers, one by one. docker-java's own callback logs what its caller throws too. */
public final class ResponseCallback<T> implements ResultCallback<T> {
  private final Consumer<T> each;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private volatile Optional<Closeable> stream = Optional.empty();

  /**
   * @param each hears each answer; what it throws ends the answers
   */
  public ResponseCallback(Consumer<T> each) {
    this.each = each;
  }

  @Override
  public void onStart(Closeable opened) {
    stream = Optional.of(opened);
    started.countDown();
  }

  @Override
  public void onNext(T answer) {
    if (failure.isEmpty()) {
      try {
        each.accept(answer);
      } catch (RuntimeException e) {
        onError(e);
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    RuntimeException thrown = error instanceof RuntimeException r ? r : new RuntimeException(error);
    synchronized (this) {
      failure = failure.or(() -> Optional.of(thrown));
    }
    close();
  }

  @Override
  public void onComplete() {
    close();
  }

  /**
   * Waits until the daemon has begun to answer, or has failed to, but no longer than that.
   *
   * @return whether it has begun
   */
  public boolean awaitStarted(Duration most) throws InterruptedException {
    boolean begun = started.await(most.toMillis(), TimeUnit.MILLISECONDS);
    throwFailure();
    return begun;
  }

  /** Waits for the last answer. */
  public void await() throws InterruptedException {
    ended.await();
    throwFailure();
  }

  /**
   * Waits for the last answer, but no longer than that.
   *
   * @return whether it came
   */
  public boolean await(Duration most) throws InterruptedException {
    boolean all = ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
    throwFailure();
    return all;
  }

  private void throwFailure() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    try {
      Optional<Closeable> opened = stream;
      stream = Optional.empty();
      if (opened.isPresent()) {
        opened.get().close();
      }
    } catch (IOException e) {
      // It is over either way.
    } finally {
      started.countDown();
      ended.countDown();
    }
  }
}
