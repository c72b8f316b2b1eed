package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Backoff;
import java.io.IOException;
import java.time.Duration;
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
    assertThat(Backoff.asked(Optional.of("soon"), now)).isEmpty();
    assertThat(Backoff.asked(Optional.empty(), now)).isEmpty();
  }
}
