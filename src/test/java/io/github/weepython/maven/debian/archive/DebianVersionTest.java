package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import java.util.Random;
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

  private static final String[] PIECES = {
    "0", "1", "9", "10", "007", "a", "b", "rc", "Z", "~", "~~", "+", ".", "-", ":", "dfsg", "deb13u"
  };

  private static DebianVersion any(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "1:" : "").append("1");
    for (int n = random.nextInt(5); n > 0; n--) {
      text.append(Property.any(random, PIECES));
    }
    return text.toString().matches(".*-[A-Za-z0-9.+~]*:.*|.*-") // A revision has no colon.
        ? any(random)
        : DebianVersion.parse(text.toString());
  }

  /** Else sorting would give another result by chance (Comparable). */
  @Test
  void isOneOrderOfAllVersions() {
    Property.holds(
        5000,
        random -> {
          DebianVersion a = any(random);
          DebianVersion b = any(random);
          DebianVersion c = any(random);
          assertThat(Integer.signum(a.compareTo(b)))
              .as("%s and %s", a, b)
              .isEqualTo(-Integer.signum(b.compareTo(a)));
          if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).as("%s <= %s <= %s", a, b, c).isLessThanOrEqualTo(c);
          }
          if (a.compareTo(b) == 0) {
            assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
            assertThat(a.compareTo(c)).as("%s = %s, %s", a, b, c).isEqualTo(b.compareTo(c));
          }
          assertThat(DebianVersion.parse(a.toString())).isEqualTo(a);
        });
  }

  /** A tilde is before nothing, and nothing before anything else (deb-version(7)). */
  @Test
  void whatFollowsMakesItLaterButForATilde() {
    Property.holds(
        500,
        random -> {
          DebianVersion version = any(random);
          assertThat(DebianVersion.parse(version + "~x")).isLessThan(version);
          assertThat(DebianVersion.parse(version + "+x")).isGreaterThan(version);
        });
  }
}
