package io.github.weepython.maven.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time up to half a minute, shortened by
 * up to half at random so that many builds do not come back together, and never shorter than what
 * the server asked for.
 *
 * @param first the longest pause before the second try
 * @param random safe for several threads
 * @param pause how waiting is done
 */
public record Backoff(Duration first, RandomGenerator random, Pause pause) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of a server that asks for an absurd number of seconds. */
  private static final Duration CENTURIES = Duration.ofSeconds(9_999_999_999L);

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    Pause REAL = pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos());

    void pause(Duration pause) throws InterruptedException;
  }

  /**
   * @param tries how many have failed, from 1
   * @param retryAfter how long the server asked to be left alone
   */
  public Duration after(int tries, Optional<Duration> retryAfter) {
    Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, 20));
    long most = doubled.compareTo(LONGEST) < 0 ? doubled.toNanos() : LONGEST.toNanos();
    Duration jittered = Duration.ofNanos(most - (long) (most * random.nextDouble() / 2));
    return retryAfter.filter(asked -> asked.compareTo(jittered) > 0).orElse(jittered);
  }

  /**
   * What a Retry-After header says: seconds, or a time (RFC 9110, 10.2.3). A time is read against
   * the answer's own Date, since the clocks of both sides may differ.
   *
   * @param date the answer's Date header
   */
  public static Optional<Duration> asked(Optional<String> header, Optional<String> date) {
    Optional<Duration> seconds =
        header
            .map(String::strip)
            .filter(value -> value.matches("\\d+"))
            .map(
                value ->
                    value.length() > 9 ? CENTURIES : Duration.ofSeconds(Long.parseLong(value)));
    return seconds.or(
        () -> time(header).flatMap(then -> time(date).map(now -> Duration.between(now, then))));
  }

  private static Optional<Instant> time(Optional<String> header) {
    try {
      return header.map(
          value -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
