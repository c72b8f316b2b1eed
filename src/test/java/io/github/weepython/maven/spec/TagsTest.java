package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {
  private static final Map<String, String> IMAGE =
      Map.of("python", "3.13.5", "pythonMajorMinor", "3.13", "flavour", "wee", "base", "debian");
  private static final Map<String, String> PROJECT = Map.of("project.version", "1.2");

  private static Tags tags(boolean latest, boolean snapshot, String... own) {
    return new Tags(List.of(own), "-x", latest, snapshot, PROJECT);
  }

  @Test
  void fillsInWhatTheImageAndTheProjectAre() {
    assertThat(
            tags(false, false, "${pythonMajorMinor}-${flavour}-${base}", "${project.version}")
                .of("usual", IMAGE, true))
        .containsExactly("3.13-wee-debian", "1.2");
  }

  @Test
  void aNameThatNobodyKnowsIsAnError() {
    assertThatThrownBy(() -> tags(false, false, "${pyhton}").of("usual", IMAGE, true))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'${pyhton}' in the tag '${pyhton}' is unknown")
        .hasMessageContaining("base, flavour, project.version, python, pythonMajorMinor");
  }

  @Test
  void onlyTheFirstImageOfAReleaseIsLatest() {
    assertThat(tags(true, false).of("usual", IMAGE, true)).containsExactly("usual-x", "latest");
    assertThat(tags(true, false).of("usual", IMAGE, false)).containsExactly("usual-x");
    assertThat(tags(true, true).of("usual", IMAGE, true)).containsExactly("usual-x");
    assertThat(tags(false, true, "latest").of("usual", IMAGE, true)).containsExactly("usual-x");
  }

  @Test
  void whatIsFilledInMustStillBeATag() {
    Tags version = new Tags(List.of("${v}"), "", false, false, Map.of("v", "1+2"));
    assertThatThrownBy(() -> version.of("usual", IMAGE, true)).hasMessageContaining("'1+2'");
  }

  @Test
  void severalPythonsNeverShareATag() {
    Tags series = new Tags(List.of("${pythonMajorMinor}-${flavour}"), "");
    ImageSpec first = Specs.tagged("3.13.5", series);
    ImageSpec.checkTags(List.of(first, Specs.tagged("3.14.7", series)));
    assertThatThrownBy(() -> ImageSpec.checkTags(List.of(first, Specs.tagged("3.13.15", series))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the tag '3.13-wee'")
        .hasMessageContaining("${python} where there are several Pythons");
  }
}
