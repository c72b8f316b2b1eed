package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PythonParametersTest {
  private static List<String> requests(@Nullable String one, @Nullable List<String> several) {
    return PythonParameters.requests(one, several, false, new Properties()).stream()
        .map(PythonRequest::toString)
        .toList();
  }

  @Test
  void takesReleasesAndSeriesInTheUsersOrder() {
    assertThat(requests("3.14.7", null)).containsExactly("3.14.7");
    assertThat(requests("3.14, 3.13.5", null)).containsExactly("3.14", "3.13.5");
    assertThat(requests(null, List.of("3.13", "3.14", "3.13"))).containsExactly("3.13", "3.14");
    assertThat(requests(" ", null)).isEmpty();
  }

  @Test
  void refusesTwoAnswers() {
    assertThatThrownBy(() -> requests("3.13.5", List.of("3.14")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<python> (-Dwee.python) says 3.13.5, but <pythons> (-Dwee.pythons) 3.14."
                + " Set one of the two.");
  }

  @Test
  void refusesWhatIsNeitherReleaseNorSeries() {
    for (String text : List.of("3", "3.14.", "3.014", "latest", "3.14rc1", "3.14.7-wee")) {
      assertThatThrownBy(() -> requests(text, null))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("'" + text + "' is not a CPython version")
          .hasMessageContaining("a series such as 3.14");
    }
  }

  @Test
  void saysHowToHaveNoGlobalInterpreterLock() {
    for (String python : List.of("3.14", "3.14.7", "3.15.0rc2")) {
      assertThatThrownBy(() -> requests(python + "t", null))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("'" + python + "t' is not a CPython version")
          .hasMessageEndingWith(
              "Set <python> or -Dwee.python to %s, and <freeThreading> or -Dwee.freeThreading to true for no global interpreter lock."
                  .formatted(python));
    }
  }

  @Test
  void aSeriesAcceptsItsReleasesAlone() {
    PythonRequest series = PythonRequest.parse("3.14", false);
    assertThat(series.accepts(PythonRequest.parse("3.14.7", false).exact().orElseThrow())).isTrue();
    assertThat(series.accepts(PythonRequest.parse("3.13.5", false).exact().orElseThrow()))
        .isFalse();
  }
}
