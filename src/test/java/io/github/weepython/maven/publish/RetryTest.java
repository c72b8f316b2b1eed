package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import io.github.weepython.maven.http.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final Retry retry =
      new Retry(
          Duration.ofMinutes(2),
          new Backoff(
              Duration.ofSeconds(1),
              new Random(3),
              pause -> {
                pauses.add(pause);
                clock.addAndGet(pause.toNanos());
              }),
          clock::get);

  @Test
  void givesUpEarlierOnOneWhoHasNeverAnswered() throws Exception {
    Backoff backoff =
        new Backoff(
            Duration.ofSeconds(1), new Random(3), pause -> clock.addAndGet(pause.toNanos()));
    Duration silence = Duration.ofMinutes(1);
    Retry reading = new Retry(Duration.ofMinutes(10), silence, backoff, clock::get);
    assertThat(gone(reading)).isEqualTo(silence);
    assertThat(Duration.ofNanos(clock.get())).isLessThan(silence);
    Retry known = new Retry(Duration.ofMinutes(10), silence, backoff, clock::get);
    known.run(false, () -> "an answer");
    assertThat(gone(known)).isEqualTo(Duration.ofMinutes(10));
  }

  private static Duration gone(Retry retry) {
    try {
      return retry.run(
          false,
          () -> {
            throw new IOException("gone");
          });
    } catch (Retry.FailedException e) {
      return e.within();
    }
  }

  @Test
  void doublesItsPausesWithJitterUntilTheTimeIsOver() {
    assertThatThrownBy(
            () ->
                retry.run(
                    false,
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(Retry.FailedException.class)
        .hasMessage("gone");
    for (int i = 0; i < pauses.size(); i++) {
      Duration most = Duration.ofSeconds(Math.min(1L << i, 30));
      assertThat(pauses.get(i)).isBetween(most.dividedBy(2), most);
    }
    assertThat(pauses).hasSizeGreaterThan(5);
    assertThat(clock.get()).isLessThan(Duration.ofMinutes(2).toNanos());
  }

  @Test
  void doesNotRepeatABrokenCertificate() {
    assertThatThrownBy(
            () ->
                retry.run(
                    false,
                    () -> {
                      throw new SSLHandshakeException("unknown authority");
                    }))
        .hasMessage("unknown authority");
    assertThat(pauses).isEmpty();
  }

  @Test
  void readsRetryAfterAsSecondsAndAsTime() {
    Optional<String> now = Optional.of("Wed, 21 Oct 2026 07:28:00 GMT");
    assertThat(Backoff.asked(Optional.of("7"), Optional.empty())).contains(Duration.ofSeconds(7));
    assertThat(Backoff.asked(Optional.of("Wed, 21 Oct 2026 07:28:30 GMT"), now))
        .contains(Duration.ofSeconds(30));
    assertThat(Backoff.asked(Optional.of("9".repeat(30)), now))
        .hasValueSatisfying(asked -> assertThat(asked).isGreaterThan(Duration.ofDays(1000)));
    assertThat(Backoff.asked(Optional.of("soon"), now)).isEmpty();
    assertThat(Backoff.asked(Optional.empty(), now)).isEmpty();
  }

  /** What servers and proxies send: any of it is a time to wait or nothing, and never an error. */
  @Test
  void readsAnyRetryAfter() {
    Instant now = Instant.parse("2026-10-21T07:28:00Z");
    Optional<String> date = Optional.of(http(now));
    Property.holds(
        500,
        random -> {
          int seconds = random.nextInt(1_000_000);
          assertThat(Backoff.asked(Optional.of(Integer.toString(seconds)), Optional.empty()))
              .contains(Duration.ofSeconds(seconds));
          assertThat(Backoff.asked(Optional.of(http(now.plusSeconds(seconds))), date))
              .contains(Duration.ofSeconds(seconds));
          String junk =
              Property.any(random, "-1", "1.5", "", " ", "1e3", "Wed, 99 Oct", "\u0661", "+7");
          assertThat(Backoff.asked(Optional.of(junk), date)).as(junk).isEmpty();
        });
  }

  private static String http(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Never sooner than the server asked, never much longer than half a minute of its own. */
  @Test
  void waitsAtLeastAsLongAsItWasAsked() {
    Property.holds(
        500,
        random -> {
          Backoff backoff = new Backoff(Duration.ofMillis(500), random, pause -> {});
          int tries = 1 + random.nextInt(100);
          Duration asked = Duration.ofSeconds(random.nextInt(100) - 20);
          Duration wait = backoff.after(tries, Optional.of(asked));
          assertThat(wait).isGreaterThanOrEqualTo(asked).isPositive();
          assertThat(backoff.after(tries, Optional.empty()))
              .isBetween(Duration.ofMillis(250), Duration.ofSeconds(30));
        });
  }
}
