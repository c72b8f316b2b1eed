package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.04S, 0 s",
    "PT0.05S, 0.1 s",
    "PT1S, 1 s",
    "PT59.4S, 59.4 s",
    "PT59.5S, 1 min",
    "PT1M1S, 1 min 1 s",
    "PT10M, 10 min",
    "PT59M59.6S, 1 h",
    "PT1H30M59S, 1 h 30 min",
    "PT1H5S, 1 h 5 s",
    "P1DT23H59M, 1 d 23 h",
    "P400D, 400 d"
  })
  void isWrittenAsPeopleDo(Duration duration, String written) {
    assertThat(HumanDuration.of(duration)).isEqualTo(written);
  }

  @Test
  void hasTheSameDigitsForEveryUser() throws Exception {
    assertThat(Locales.inArabic(() -> HumanDuration.of(Duration.ofMillis(1500))))
        .isEqualTo("1.5 s");
  }
}
