package io.github.weepython.maven.fetch;

import io.github.weepython.maven.http.Backoff;
import java.time.Duration;
import java.util.Random;

/**
 * When a download is given up, and when it is tried again.
 *
 * @param tries how often each place is asked before the next one is
 * @param connectTimeout until a server answers at all
 * @param stallTimeout how long a transfer may stand still
 * @param backoff how long to wait before trying again
 */
public record FetchRetries(
    int tries, Duration connectTimeout, Duration stallTimeout, Backoff backoff) {
  /** What suits most networks. */
  public static final FetchRetries DEFAULT =
      new FetchRetries(
          4,
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          new Backoff(Duration.ofMillis(500), new Random(), Backoff.Pause.REAL));

  /** The same with another number of tries. */
  public FetchRetries withTries(int value) {
    return new FetchRetries(value, connectTimeout, stallTimeout, backoff);
  }

  /** The same with other pauses. */
  public FetchRetries withBackoff(Backoff value) {
    return new FetchRetries(tries, connectTimeout, stallTimeout, value);
  }
}
