package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeThreadingTest {
  @Test
  void isNamedInTagsAndFiles() {
    ImageSpec spec = Specs.freeThreaded("3.14.7");

    assertThat(spec.tagsOf(Flavour.WEE, Base.DISTROLESS)).containsExactly("3.14.7t-wee");
    assertThat(spec.pythonTag()).isEqualTo("3.14.7t");
    assertThat(spec.abiSeries()).isEqualTo("3.14t");
  }

  @Test
  void neverTakesTheTagOfTheBuildWithTheLock() {
    Tags own = new Tags(List.of("${python}-${flavour}", "${pythonMajorMinor}"), "");
    ImageSpec locked = Specs.tagged("3.14.7", own);

    assertThat(locked.tagsOf(Flavour.WEE, Base.DISTROLESS)).containsExactly("3.14.7-wee", "3.14");
    assertThat(Specs.freeThreaded(Specs.tagged("3.14.7", own)).tagsOf(Flavour.WEE, Base.DISTROLESS))
        .containsExactly("3.14.7t-wee", "3.14t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7.18", "3.9.2", "3.12.12"})
  void isRefusedWhereCPythonHasNone(String python) {
    assertThatThrownBy(() -> Specs.freeThreaded(python))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(
            "CPython " + python, "<freeThreading> or -Dwee.freeThreading", "3.14", "3.13");
  }

  @Test
  void isThereAsAnExperimentIn313() {
    assertThat(Specs.freeThreaded("3.13.5").pythonTag()).isEqualTo("3.13.5t");
  }
}
