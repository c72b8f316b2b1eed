package io.github.weepython.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.PythonVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryReaderTest {
  @ParameterizedTest
  @CsvSource({"3.13.5, 3.13.5:*", "3.15.0rc1, 3.15.0:rc1", "3.15.0a2, 3.15.0:alpha2"})
  void namesAPreReleaseAsNvdDoes(String python, String as) {
    assertThat(InventoryReader.cpe(PythonVersion.parse(python)))
        .isEqualTo("cpe:2.3:a:python:python:" + as + ":*:*:*:*:*:*");
  }
}
