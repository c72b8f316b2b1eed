package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageVersionTest {
  /** In the order of PEP 440, "Summary of permitted suffixes and relative ordering". */
  private static final List<String> ORDERED =
      List.of(
          "1.dev0",
          "1.0.dev456",
          "1.0a1",
          "1.0a2.dev456",
          "1.0a12.dev456",
          "1.0a12",
          "1.0b1.dev456",
          "1.0b2",
          "1.0b2.post345.dev456",
          "1.0b2.post345",
          "1.0rc1.dev456",
          "1.0rc1",
          "1.0",
          "1.0+abc.5",
          "1.0+abc.7",
          "1.0+5",
          "1.0.post456.dev34",
          "1.0.post456",
          "1.0.15",
          "1.1.dev1",
          "1!0.1");

  @Test
  void ordersAsPep440Does() {
    long seed = System.nanoTime();
    System.out.println("PackageVersionTest seed: " + seed);
    List<String> shuffled = new ArrayList<>(ORDERED);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(shuffled.stream().map(PackageVersionTest::version).sorted().toList())
        .extracting(PackageVersion::text)
        .isEqualTo(ORDERED);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0",
    "1.0alpha1, 1.0a1",
    "1.0-ALPHA.1, 1.0a1",
    "v1.0, 1.0",
    "1.0c1, 1.0rc1",
    "1.0preview2, 1.0rc2",
    "1.0-1, 1.0.post1",
    "1.0-r4, 1.0.post4",
    "1.0rev, 1.0.post0",
    "01.02, 1.2",
    "1.0+ubuntu-1, 1.0+ubuntu.1",
    "1.0.dev, 1.0dev0",
    "0!1, 1"
  })
  void normalizesWhatPep440CallsEqual(String one, String two) {
    assertThat(version(one)).isEqualTo(version(two)).hasSameHashCodeAs(version(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.", "french toast", "1.0+a+", "1.0++", "1.0+_foo", "1a2b", "-1"})
  void refusesWhatIsNotAVersion(String text) {
    assertThat(PackageVersion.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.0 | ==2",
        "2.0 | ==2.0.*",
        "2.0.post1 | ==2.*",
        "2.0+deadbeef | ==2.0",
        "2.1 | !=2",
        "2.0.5 | ~=2.0.1",
        "2.9 | ~=2.0",
        "2.0.1 | <2.1,>1",
        "2.0.post1 | >=2.0",
        "2.1.post1 | >2.1.post0",
        "1!2.0 | >3",
        "2.0 | ===2.0",
        "3.13.5 | >=3.8,<4,!=3.9.*",
        "3.15.0rc1 | <3.15.0rc2",
        "2.0.dev1 | <2.0a1",
        "2.0+x | ==2.0+x"
      })
  void admits(String version, String specifier) {
    assertThat(specifier(specifier).admits(version(version))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.1 | ==2", "3.0 | ~=2.0", "2.1 | ~=2.0.1", "2.0 | ==2.1.*", "2.0rc1 | <2.0",
        "2.0.post1 | >2.0", "2.0+local | >2.0", "2.0 | ===2.0.0", "1!1.0 | ==1.0", "2.0 | ==2.0+x"
      })
  void doesNotAdmit(String version, String specifier) {
    assertThat(specifier(specifier).admits(version(version))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"~=2", ">=1.*", "2.0", "=>1", "==french", ">=1;<2"})
  void refusesWhatIsNotASpecifier(String text) {
    assertThat(VersionSpecifier.parse(text)).isEmpty();
  }

  private static PackageVersion version(String text) {
    return PackageVersion.parse(text).orElseThrow();
  }

  private static VersionSpecifier specifier(String text) {
    return VersionSpecifier.parse(text).orElseThrow();
  }
}
