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
import org.junit.jupiter.params.provider.ValueSource;

/** Who signs, by {@code <sign>} and the properties that stand over it. */
class SignParametersTest {
  @TempDir private Path dir;

  private Signing push(String xml, Map<String, String> commandLine) throws Exception {
    return ConfiguredGoal.of(PushMojo.class, dir, xml, commandLine).signing();
  }

  private Signing push(String xml) throws Exception {
    return push(xml, Map.of());
  }

  @Test
  void withoutTheElementNobodySigns() throws Exception {
    Signing signing = push("");
    assertThat(signing.key()).isEmpty();
    assertThat(signing.keyless()).isFalse();
  }

  @Test
  void takesTheKeyOfTheProject() throws Exception {
    assertThat(push("<sign><key>sign.key</key></sign>").key())
        .contains(dir.resolve("sign.key").toFile());
    assertThat(push("<sign><keyless>true</keyless></sign>").keyless()).isTrue();
  }

  @Test
  void theCommandLineStandsOverWhatIsEmpty() throws Exception {
    String unset = "<sign><key>${nothing.sets.this}</key></sign>";
    assertThat(push(unset, Map.of("wee.sign.key", "a.key")).key())
        .contains(dir.resolve("a.key").toFile());
    assertThat(push(unset, Map.of("wee.sign.keyless", "true")).keyless()).isTrue();
    String server = "<sign><server>image-key</server></sign>";
    assertThat(push(server, Map.of("wee.sign.key", "a.key")).key()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'', <sign> is empty.",
    "${nothing.sets.this}, <sign> is empty.",
    "<key/>, <key> of <sign> is empty.",
    "<key>  </key>, <key> of <sign> is empty.",
    "<key>${nothing.sets.this}</key>,"
        + " '<key> of <sign> is empty, since nothing sets ${nothing.sets.this}.'",
    "<key>${nothing.sets.this}</key><keyless>false</keyless>, <key> of <sign> is empty",
    "<keyless>${nothing.sets.this}</keyless>, <keyless> of <sign> is empty",
    "<server>image-key</server>, <sign> names nobody who signs.",
    "<keyless>true</keyless><fulcio>${nothing.sets.this}</fulcio>, <fulcio> of <sign> is empty",
    "<key>sign.key</key><server/>, <server> of <sign> is empty."
  })
  void whatStandsThereAndNamesNobodyIsRefused(String inner, String message) {
    assertThatThrownBy(() -> push("<sign>" + inner + "</sign>"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("To push nothing, set -Dwee.skipPush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE?", "1"})
  void wordsThatAreNeitherYesNorNoAreRefused(String word) {
    assertThatThrownBy(() -> push("<sign><keyless>" + word + "</keyless></sign>"))
        .isInstanceOf(SpecException.class)
        .hasMessage("<keyless> of <sign> is '%s'; it must be true or false.", word);
  }

  @Test
  void aNoAloneIsKnownToSignNothing() throws Exception {
    Signing signing = push("<sign><keyless>false</keyless></sign>");
    assertThat(signing.key()).isEmpty();
    assertThat(signing.keyless()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void aPropertyThatIsBlankIsRefused(String blank) {
    assertThatThrownBy(
            () -> push("<sign><key>sign.key</key></sign>", Map.of("wee.sign.key", blank)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("<signKey> or -Dwee.sign.key is empty. Expected who signs");
  }

  @Test
  void theSameHoldsForABuildAndARebuild() throws Exception {
    String xml = "<sign><key>${nothing.sets.this}</key></sign>";
    BuildMojo build = ConfiguredGoal.of(BuildMojo.class, dir, xml);
    assertThatThrownBy(build::signing).hasMessageStartingWith("<key> of <sign> is empty");
    RebuildMojo rebuild = ConfiguredGoal.of(RebuildMojo.class, dir, xml);
    assertThatThrownBy(rebuild::signing).hasMessageStartingWith("<key> of <sign> is empty");
  }
}
