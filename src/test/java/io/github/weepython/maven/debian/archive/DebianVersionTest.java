package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebianVersionTest {
  /** Pairs from deb-version(7) and from versions that were in the archive. */
  @ParameterizedTest
  @CsvSource({
    "1.0~~, 1.0~~a",
    "1.0~~a, 1.0~",
    "1.0~, 1.0",
    "1.0, 1.0a",
    "1.0a, 1.0+b1",
    "1.9, 1.10",
    "9, 1:1",
    "1.0-1, 1.0-1+b1",
    "1.0-1~deb12u1, 1.0-1",
    "2.41-12, 2.41-12+deb13u1",
    "3.13.5-2, 3.13.5-10",
    "3.15.0~rc1-1, 3.15.0-1",
    "20240203~deb12u1, 20240203",
    "1.2-3, 1.2.1-1",
    "1-99999999999999999998, 1-99999999999999999999"
  })
  void putsTheOlderFirst(String older, String newer) {
    DebianVersion a = DebianVersion.parse(older);
    DebianVersion b = DebianVersion.parse(newer);
    assertThat(a).isLessThan(b);
    assertThat(b).isGreaterThan(a);
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.00", "0:1.2-3, 1.2-3", "1.0, 1.0-0", "1.01-1, 1.1-1"})
  void takesVersionsWrittenOtherwiseForTheSame(String one, String other) {
    assertThat(DebianVersion.parse(one))
        .isEqualByComparingTo(DebianVersion.parse(other))
        .isEqualTo(DebianVersion.parse(other))
        .hasSameHashCodeAs(DebianVersion.parse(other));
  }

  @Test
  void keepsHyphensOfTheUpstreamPart() {
    assertThat(DebianVersion.parse("2:1.0-rc-1-4").upstream()).isEqualTo("1.0-rc-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a1", "1.0-", ":1", "1.0 1", "x:1", "1_0"})
  void refusesMalformedVersions(String text) {
    assertThatThrownBy(() -> DebianVersion.parse(text)).isInstanceOf(DebianException.class);
  }
}
