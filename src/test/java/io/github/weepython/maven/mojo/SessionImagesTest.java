package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two builds of one module in one Maven run. */
class SessionImagesTest {
  private static final String FIRST =
      "<python>3.13.5</python><image>example/one</image><files><file><from>a</from><to>/a</to>"
          + "</file></files>";

  @TempDir private Path dir;

  private final Map<Object, Object> context = new HashMap<>();

  @BeforeEach
  void file() throws Exception {
    Files.writeString(dir.resolve("a"), "");
  }

  private BuildMojo goal(String xml) throws Exception {
    BuildMojo mojo = ConfiguredGoal.of(BuildMojo.class, dir, xml);
    mojo.setPluginContext(context);
    return mojo;
  }

  private static SessionImages.Build build(BuildMojo mojo) {
    return new SessionImages.Build(mojo.specs(), mojo.platforms());
  }

  private void built(String xml) throws Exception {
    BuildMojo mojo = goal(xml);
    SessionImages.built(context, mojo.output(), build(mojo));
  }

  private void refuseOther(String xml) throws Exception {
    BuildMojo mojo = goal(xml);
    SessionImages.refuseOther(context, mojo.output(), build(mojo));
  }

  @Test
  void anotherBuildIntoTheSameFolderIsRefusedBeforeAnythingIsDone() throws Exception {
    built(FIRST);
    BuildMojo second = goal("<python>3.12.11</python><image>example/two</image>");
    assertThatThrownBy(() -> second.build(second.specs()))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(
            "has the images of another <execution> of wee:build in this Maven run"
                + " (example/one:3.13.5-wee), which those of this one (example/two:3.12.11-wee)"
                + " would replace.",
            "Set an <output> of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<flavour>wee-optimized</flavour>",
        "<base>debian</base>",
        "<latest>true</latest>",
        "<platforms>linux/amd64,linux/arm64</platforms>",
        "<cmd><arg>python3</arg></cmd>"
      })
  void imagesThatAreNotTheSameAreOther(String more) throws Exception {
    built(FIRST);
    assertThatThrownBy(() -> refuseOther(FIRST + more)).isInstanceOf(SpecException.class);
  }

  /** As of mvn package wee:build, or of a lifecycle that another plugin forks. */
  @Test
  void theSameAgainIsNot() throws Exception {
    assertThatCode(() -> refuseOther(FIRST)).doesNotThrowAnyException();
    built(FIRST);
    assertThatCode(() -> refuseOther(FIRST)).doesNotThrowAnyException();
    assertThatCode(() -> refuseOther(FIRST + "<load>true</load>")).doesNotThrowAnyException();
    assertThatCode(() -> refuseOther(FIRST + "<base>debian</base><output>other</output>"))
        .doesNotThrowAnyException();
  }
}
