package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.io.StringReader;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class ParameterCheckTest {
  private static final Set<String> PROPERTIES =
      Set.of("wee.flavour", "wee.flavours", "wee.python", "wee.source.sha256");
  private static final Set<String> ELEMENTS = Set.of("base", "flavour", "labels", "load");

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
