package io.github.weepython.maven.publish;

import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tries again while a failure may pass and time is left. The pause doubles up to half a minute, is
 * shortened by up to half at random so that many builds do not come back together, and is never
 * shorter than what the registry asked for.
 */
final class Retry {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Something that jib may do. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, RegistryException;
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    Pause REAL = pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos());

    void pause(Duration pause) throws InterruptedException;
  }

  private final Duration first;
  private final long deadline;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Pause pause;

  Retry(
      Duration timeout,
      Duration first,
      RandomGenerator random,
      LongSupplier nanoTime,
      Pause pause) {
    this.first = first;
    this.deadline = nanoTime.getAsLong() + timeout.toNanos();
    this.random = random;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  Duration left() {
    return Duration.ofNanos(deadline - nanoTime.getAsLong());
  }

  /**
   * @param upload whether 404 and 416 mean a lost upload rather than a wrong name
   * @throws FailedException when it failed for good
   */
  <T> T run(boolean upload, Attempt<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (IOException | RegistryException e) {
        Failure failure = Failure.of(e);
        Duration wait = wait(tries, failure);
        if (!failure.passing(upload) || wait.compareTo(left()) >= 0) {
          throw new FailedException(failure, tries, e);
        }
        pause(wait, failure, tries, e);
      }
    }
  }

  private void pause(Duration wait, Failure failure, int tries, Exception cause) {
    try {
      pause.pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException(failure, tries, cause);
    }
  }

  private Duration wait(int tries, Failure failure) {
    Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, 20));
    long most = doubled.compareTo(LONGEST) < 0 ? doubled.toNanos() : LONGEST.toNanos();
    Duration jittered = Duration.ofNanos(most - (long) (most * random.nextDouble() / 2));
    return failure.retryAfter().filter(asked -> asked.compareTo(jittered) > 0).orElse(jittered);
  }

  /** The last failure of something that was tried. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;
    private final int tries;

    FailedException(Failure failure, int tries, Throwable cause) {
      super(failure.toString(), cause);
      this.failure = failure;
      this.tries = tries;
    }

    Failure failure() {
      return failure;
    }

    int tries() {
      return tries;
    }
  }
}
