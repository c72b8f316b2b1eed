package io.github.weepython.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
  private static final String SITE = "usr/local/lib/python3.13/site-packages/";

  /** Some build backends leave the hyphens of a name, which the specification has as "_". */
  @ParameterizedTest
  @CsvSource({
    "Some_Numbers-2.0, Some_Numbers, 2.0",
    "my-app-1.0, my-app, 1.0",
    "zope.interface-6.4.post1, zope.interface, 6.4.post1"
  })
  void hasNameAndVersionOfItsFolder(String folder, String name, String version) {
    String path = SITE + folder + ".dist-info/METADATA";

    assertThat(Distribution.is(path)).isTrue();
    Distribution read = Distribution.read(path, new byte[0]);
    assertThat(read.name()).isEqualTo(name);
    assertThat(read.version()).isEqualTo(version);
  }
}
