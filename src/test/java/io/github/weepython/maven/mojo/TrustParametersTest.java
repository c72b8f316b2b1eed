package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a goal trusts, by {@code <trust>} and the properties that stand over it. */
class TrustParametersTest {
  @TempDir private Path dir;

  @BeforeEach
  void key() throws Exception {
    Files.writeString(
        dir.resolve("sign.pub"),
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----
        """);
  }

  private BuildMojo configured(String xml, Map<String, String> commandLine) throws Exception {
    return ConfiguredGoal.of(BuildMojo.class, dir, xml, commandLine);
  }

  private BuildMojo configured(String xml) throws Exception {
    return configured(xml, Map.of());
  }

  @Test
  void namesTheParameterOfASuiteThatIsNone() {
    assertThatThrownBy(
            () ->
                configured("<trust><key>sign.pub</key></trust>", Map.of("wee.trust.suite", "sarge"))
                    .trusted())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Unknown suite 'sarge'. Set <suite> of <trust> or -Dwee.trust.suite");
  }

  @Test
  void whoSaysNothingTrustsAnybody() throws Exception {
    assertThat(configured("").trusted()).isEmpty();
  }

  @Test
  void trustsByTheKeysOfTheProject() throws Exception {
    assertThat(configured("<trust><key>sign.pub</key></trust>").trusted()).isPresent();
    assertThat(configured("<trust><keys><key>sign.pub</key></keys></trust>").trusted()).isPresent();
    assertThat(configured("", Map.of("wee.trust.key", "sign.pub")).trusted()).isPresent();
    assertThat(
            configured(
                    "<trust><key>${nothing.sets.this}</key></trust>",
                    Map.of("wee.trust.key", "sign.pub"))
                .trusted())
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'', <trust> is empty.",
    "'  ', <trust> is empty.",
    "${nothing.sets.this}, <trust> is empty.",
    "<key/>, <key> of <trust> is empty.",
    "<key>${nothing.sets.this}</key>,"
        + " '<key> of <trust> is empty, since nothing sets ${nothing.sets.this}.'",
    "<keys/>, <keys> of <trust> is empty.",
    "<keys><key/></keys>, <key> of <keys> of <trust> is empty.",
    "<keys><key>sign.pub</key><key>${nothing.sets.this}</key></keys>, <key> of <keys> of <trust>",
    "<key>sign.pub</key><allKeys>${nothing.sets.this}</allKeys>, <allKeys> of <trust> is empty",
    "<key>sign.pub</key><builder/>, <builder> of <trust> is empty.",
    "<key>sign.pub</key><attestations>  </attestations>, <attestations> of <trust> is empty."
  })
  void whatStandsThereAndSaysNothingIsRefused(String inner, String message) {
    assertThatThrownBy(() -> configured("<trust>" + inner + "</trust>").trusted())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("Expected whom to trust: a <key>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "identity", "issuer", "builder", "suite", "attestations"})
  void aPropertyThatIsBlankIsRefused(String name) {
    for (String blank : new String[] {"", "  "}) {
      assertThatThrownBy(() -> configured("", Map.of("wee.trust." + name, blank)).trusted())
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("or -Dwee.trust." + name + " is empty. Expected whom to trust");
    }
  }

  @Test
  void anEmptyItemOfThePropertyIsRefused() {
    for (String list : new String[] {"sign.pub,", "sign.pub,,sign.pub"}) {
      assertThatThrownBy(() -> configured("", Map.of("wee.trust.key", list)).trusted())
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("An element of <trustKey> or -Dwee.trust.key is empty.");
    }
  }

  @ParameterizedTest
  @CsvSource({"allKeys, yes", "allKeys, 1", "anyTag, no", "anyTag, on"})
  void wordsThatAreNeitherYesNorNoAreRefused(String name, String word) {
    String xml = "<trust><key>sign.pub</key><%1$s>%2$s</%1$s></trust>".formatted(name, word);
    assertThatThrownBy(() -> configured(xml))
        .isInstanceOf(SpecException.class)
        .hasMessage("<%s> of <trust> is '%s'; it must be true or false.", name, word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<trust><suite>trixie</suite></trust>",
        "<trust><allKeys>true</allKeys></trust>",
        "<trust><allKeys>false</allKeys></trust>",
        "<trust><anyTag>true</anyTag></trust>",
        "<trustBuilder>https://example.com/builder</trustBuilder>"
      })
  void aPolicyWithoutAnybodyToTrustIsRefused(String xml) throws Exception {
    assertThatThrownBy(() -> configured(xml).trusted())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("No public key is given");
  }

  @Test
  void theSameIsRefusedWhereAnImageIsChecked() throws Exception {
    VerifyImageMojo mojo =
        ConfiguredGoal.of(
            VerifyImageMojo.class,
            dir,
            "<trust><key>sign.pub</key><builder>${nothing.sets.this}</builder></trust>");
    assertThatThrownBy(mojo::policy).hasMessageStartingWith("<builder> of <trust> is empty");
  }
}
