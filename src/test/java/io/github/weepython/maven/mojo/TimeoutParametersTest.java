package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is given no time could only be said to be silent. */
class TimeoutParametersTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void aPushIsGivenSomeTime(String seconds) throws Exception {
    PushMojo push = ConfiguredGoal.of(PushMojo.class, dir, "", Map.of("wee.pushTimeout", seconds));
    assertThatThrownBy(push::run)
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<pushTimeout> or -Dwee.pushTimeout is %s; expected a number of seconds, 1 or more.",
            seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void readingARegistryIsGivenSomeTime(String seconds) throws Exception {
    Map<String, String> told =
        Map.of(
            "wee.reference", "localhost:1/team/app:1",
            "wee.diff.from", "localhost:1/team/app:1",
            "wee.pullTimeout", seconds);
    String message =
        "<pullTimeout> or -Dwee.pullTimeout is %s; expected a number of seconds, 1 or more."
            .formatted(seconds);
    VerifyImageMojo verify = ConfiguredGoal.of(VerifyImageMojo.class, dir, "", told);
    assertThatThrownBy(verify::run).isInstanceOf(SpecException.class).hasMessage(message);
    RebuildMojo rebuild = ConfiguredGoal.of(RebuildMojo.class, dir, "", told);
    assertThatThrownBy(rebuild::run).isInstanceOf(SpecException.class).hasMessage(message);
    DiffMojo diff = ConfiguredGoal.of(DiffMojo.class, dir, "", told);
    assertThatThrownBy(diff::run).isInstanceOf(SpecException.class).hasMessage(message);
  }

  @Test
  void oneSecondWillDo() {
    assertThat(ParameterParser.seconds("pushTimeout", 1)).isEqualTo(Duration.ofSeconds(1));
  }
}
