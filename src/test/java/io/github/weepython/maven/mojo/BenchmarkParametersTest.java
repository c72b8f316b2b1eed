package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code <compareWith>} of wee:benchmark means. */
class BenchmarkParametersTest {
  @TempDir private Path dir;

  private Map<String, Path> others(String inner) throws Exception {
    return ConfiguredGoal.of(BenchmarkMojo.class, dir, "<compareWith>" + inner + "</compareWith>")
        .others();
  }

  /** All are compared with the first. */
  @Test
  void theFirstImageOfThePomIsTheFirst() throws Exception {
    Map<String, Path> others =
        others(
            "<official>official-oci</official><debian>%s</debian><alpine>c</alpine>"
                .formatted(dir.resolve("b")));
    assertThat(others)
        .containsExactly(
            Map.entry("official", dir.resolve("official-oci")),
            Map.entry("debian", dir.resolve("b")),
            Map.entry("alpine", dir.resolve("c")));
    assertThat(others("")).isEmpty();
    assertThat(others("${nothing.sets.this}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<official/>| <compareWith> names no folder for 'official'. Set it to an OCI layout.",
        "<official>${nothing.sets.this}</official>| <compareWith> names no folder for 'official'.",
        "<folder>a</folder><folder>b</folder>| <folder> appears twice in <compareWith>.",
        "target/1,target/4| <compareWith> is 'target/1,target/4'; expected an element for each"
      })
  void refusesWhatNamesNoImage(String inner, String message) {
    assertThatThrownBy(() -> others(inner))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message);
  }
}
