package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterCheckTest {
  private static final Set<String> PROPERTIES =
      Set.of("wee.flavour", "wee.flavours", "wee.python", "wee.source.sha256");
  private static final Set<String> ELEMENTS = Set.of("base", "flavour", "labels", "load");

  @TempDir private Path dir;

  @Test
  void takesWhatThereIs() {
    assertThatCode(
            () ->
                ParameterCheck.properties(
                    commandLine("wee.python", "wee.example", "weeks", "x"), PROPERTIES))
        .doesNotThrowAnyException();
    assertThatCode(() -> elements("<labels><team>wee</team></labels><base>debian</base>"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAPropertyThatNoGoalHas() {
    assertThatThrownBy(() -> ParameterCheck.properties(commandLine("wee.flavor"), PROPERTIES))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Unknown property -Dwee.flavor. Did you mean -Dwee.flavour, -Dwee.flavours?"
                + " mvn wee:help -Ddetail lists all.");
  }

  /** As in MAVEN_OPTS, among much that is no business of this plugin. */
  @Test
  void refusesAPropertyOfTheJvmThatNoGoalHas() {
    assertThatThrownBy(
            () -> build(Map.of(), Map.of("wee.flavor", "wee", "java.version", "17", "week", "1")))
        .hasMessageStartingWith("Unknown property -Dwee.flavor. Did you mean -Dwee.flavour");
    assertThatCode(
            () -> build(Map.of(), Map.of("java.version", "17", "week", "1", "wee.elsewhere", "1")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "output, wee.output",
    "cache, wee.cache",
    "lockFile, wee.lockFile",
    "registryCa, wee.registryCa",
    "prunedVulnerabilities, wee.prunedVulnerabilities"
  })
  void refusesAFileWithoutAName(String parameter, String property) {
    for (String blank : List.of("", "  ")) {
      assertThatThrownBy(() -> build(Map.of(property, blank), Map.of()))
          .isInstanceOf(SpecException.class)
          .hasMessage(
              "<%s> or -D%s is empty. Set it to a path, or leave it out.", parameter, property);
      assertThatThrownBy(() -> build(Map.of(), Map.of(property, blank)))
          .hasMessageStartingWith("<%s> or -D%s is empty.", parameter, property);
    }
  }

  @Test
  void refusesAFileWithoutANameOfEachGoal() {
    assertThatThrownBy(
            () -> ConfiguredGoal.of(DockerfileMojo.class, dir, "", Map.of("wee.dockerfile", "")))
        .hasMessageStartingWith("<dockerfile> or -Dwee.dockerfile is empty.");
    assertThatThrownBy(
            () -> ConfiguredGoal.of(TrainMojo.class, dir, "", Map.of("wee.workload", "")))
        .hasMessageStartingWith("<workload> or -Dwee.workload is empty.");
    assertThatThrownBy(
            () -> ConfiguredGoal.of(DiffMojo.class, dir, "", Map.of("wee.diff.output", "")))
        .hasMessageStartingWith("<output> or -Dwee.diff.output is empty.");
  }

  /** A job without secrets pushes nothing. */
  @Test
  void takesAKeyWithoutANameWhereNothingIsPushed() {
    assertThatCode(() -> build(Map.of("wee.sign.key", "", "wee.skipPush", "true"), Map.of()))
        .doesNotThrowAnyException();
  }

  private void build(Map<String, String> commandLine, Map<String, String> jvm) throws Exception {
    ConfiguredGoal.of(BuildMojo.class, new ConfiguredGoal.Pom(dir, "", commandLine, jvm));
  }

  @Test
  void refusesAParameterThatNoGoalHas() {
    assertThatThrownBy(() -> elements("<base>debian</base><flavor>wee</flavor>"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("This plugin has no parameter <flavor>. Did you mean ")
        .hasMessageContaining("Did you mean <flavour>? mvn wee:help");
    assertThatThrownBy(() -> elements("<alpine>3</alpine>"))
        .hasMessage("This plugin has no parameter <alpine>. mvn wee:help -Ddetail lists all.");
  }

  @Test
  void callsAParameterByItsElementAndProperty() {
    DefaultPlexusConfiguration written = new DefaultPlexusConfiguration("configuration");
    written.addChild("runReadOnly", "${wee.run.readOnly}");
    written.addChild("files", "");
    MojoDescriptor goal = new MojoDescriptor();
    goal.setMojoConfiguration(written);

    assertThat(ParameterCheck.named(goal, "runReadOnly"))
        .isEqualTo("<runReadOnly> or -Dwee.run.readOnly");
    assertThat(ParameterCheck.named(goal, "files")).isEqualTo("<files>");
  }

  private static void elements(String configuration) throws Exception {
    ParameterCheck.elements(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")),
        ELEMENTS);
  }

  private static Properties commandLine(String... names) {
    Properties properties = new Properties();
    for (String name : names) {
      properties.setProperty(name, "value");
    }
    return properties;
  }
}
