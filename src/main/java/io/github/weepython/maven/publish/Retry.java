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

  private final long deadline;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private volatile Optional<RegistryFailure> last = Optional.empty();

  Retry(Duration timeout, Backoff backoff, LongSupplier nanoTime) {
    this.deadline = nanoTime.getAsLong() + timeout.toNanos();
    this.backoff = backoff;
    this.nanoTime = nanoTime;
  }

  Duration left() {
    return Duration.ofNanos(deadline - nanoTime.getAsLong());
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
        return attempt.run();
      } catch (IOException | RegistryException e) {
        RegistryFailure failure = RegistryFailure.of(e);
        last = Optional.of(failure);
        Duration wait = backoff.after(tries, failure.retryAfter());
        lost += failure.lostUpload() ? 1 : 0;
        boolean hopeless = !failure.passing(upload) || lost == MOST_LOST_UPLOADS;
        if (hopeless || wait.compareTo(left()) >= 0) {
          throw new FailedException(failure, tries, e);
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
      throw new FailedException(failure, tries, cause);
    }
  }

  /** The last failure of something that was tried. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RegistryFailure failure;
    private final int tries;

    FailedException(RegistryFailure failure, int tries, Throwable cause) {
      super(failure.toString(), cause);
      this.failure = failure;
      this.tries = tries;
    }

    RegistryFailure failure() {
      return failure;
    }

    int tries() {
      return tries;
    }
  }
}
