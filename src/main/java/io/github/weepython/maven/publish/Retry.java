package io.github.weepython.maven.publish;

import com.google.cloud.tools.jib.api.RegistryException;
import io.github.weepython.maven.http.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tries again while a failure may pass and time is left. */
final class Retry {
  /** Something that jib may do. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, RegistryException;
  }

  /** A registry that loses every upload will lose the next one too. */
  private static final int MOST_LOST_UPLOADS = 4;

  private final Duration timeout;
  private final Duration silence;
  private final long began;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private volatile Optional<RegistryFailure> last = Optional.empty();

  private volatile boolean answered;

  Retry(Duration timeout, Backoff backoff, LongSupplier nanoTime) {
    this(timeout, timeout, backoff, nanoTime);
  }

  /**
   * @param silence after which one who has never answered is given up
   */
  Retry(Duration timeout, Duration silence, Backoff backoff, LongSupplier nanoTime) {
    this.timeout = timeout;
    this.silence = silence.compareTo(timeout) < 0 ? silence : timeout;
    this.began = nanoTime.getAsLong();
    this.backoff = backoff;
    this.nanoTime = nanoTime;
  }

  Duration timeout() {
    return timeout;
  }

  Duration left() {
    return left(timeout);
  }

  private Duration left(Duration of) {
    return of.minusNanos(nanoTime.getAsLong() - began);
  }

  /** What failed last, where something was tried again since. */
  Optional<RegistryFailure> last() {
    return last;
  }

  /**
   * @param upload whether 404 and 416 mean a lost upload rather than a wrong name
   * @throws FailedException when it failed for good
   */
  <T> T run(boolean upload, Attempt<T> attempt) {
    int lost = 0;
    for (int tries = 1; ; tries++) {
      try {
        T result = attempt.run();
        answered = true;
        return result;
      } catch (IOException | RegistryException e) {
        RegistryFailure failure = RegistryFailure.of(e);
        last = Optional.of(failure);
        answered |= failure.status() > 0;
        Duration within = answered ? timeout : silence;
        Duration wait = backoff.after(tries, failure.retryAfter());
        lost += failure.lostUpload() ? 1 : 0;
        boolean hopeless = !failure.passing(upload) || lost == MOST_LOST_UPLOADS;
        if (hopeless || wait.compareTo(left(within)) >= 0) {
          throw new FailedException(failure, tries, within, e);
        }
        pause(wait, failure, tries, e);
      }
    }
  }

  private void pause(Duration wait, RegistryFailure failure, int tries, Exception cause) {
    try {
      backoff.pause().pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException(failure, tries, timeout, cause);
    }
  }

  /** The last failure of something that was tried. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RegistryFailure failure;
    private final int tries;
    private final Duration within;

    /**
     * @param within how long it might have been tried
     */
    FailedException(RegistryFailure failure, int tries, Duration within, Throwable cause) {
      super(failure.toString(), cause);
      this.failure = failure;
      this.tries = tries;
      this.within = within;
    }

    RegistryFailure failure() {
      return failure;
    }

    int tries() {
      return tries;
    }

    Duration within() {
      return within;
    }
  }
}
