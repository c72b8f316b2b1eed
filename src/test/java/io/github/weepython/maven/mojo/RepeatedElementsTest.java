package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedElementsTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<python>3.13.5</python><python>3.12.1</python>| <python>| the plugin's <configuration>",
        "<env><A><B>1</B><B>2</B></A></env>| <B>| a <A> of <env>",
        "<files><file><to>/a</to><to>/b</to></file></files>| <to>| a <file> of <files>",
        "<site><lock>a</lock><lock>b</lock></site>| <lock>| <site>",
        "<site><indexes><index><url>a</url><url>b</url></index></indexes></site>"
            + "| <url>| a <index> of <indexes> of <site>",
        "<trust><keys><key>a</key></keys><keys><key>b</key></keys></trust>| <keys>| <trust>",
        "<verify><command><arg>a</arg></command><command><arg>b</arg></command></verify>"
            + "| <command>| <verify>",
        "<run><env><variable><name>A</name><name>B</name></variable></env></run>"
            + "| <name>| a <variable> of <env> of <run>",
        "<builders><linux-arm64>a</linux-arm64><linux-arm64>b</linux-arm64></builders>"
            + "| <linux-arm64>| <builders>"
      })
  void refusesWhatStandsTwice(String xml, String element, String place) {
    assertThatThrownBy(() -> ConfiguredGoal.of(BuildMojo.class, dir, xml))
        .isInstanceOf(SpecException.class)
        .hasMessage("%s appears twice in %s. Keep one of the two.", element, place);
  }

  /** A list to wee:report, names with folders to wee:benchmark. */
  @Test
  void takesWhatAnyGoalMeansByAParameter() {
    String folders = "<compareWith><folder>a</folder><folder>b</folder></compareWith>";
    assertThatCode(() -> ConfiguredGoal.of(ReportMojo.class, dir, folders))
        .doesNotThrowAnyException();
    assertThatCode(() -> ConfiguredGoal.of(BuildMojo.class, dir, folders))
        .doesNotThrowAnyException();
  }

  /** What is said of a parameter by its name alone must hold for each of its types. */
  @Test
  void onlyOneParameterHasTwoTypes() {
    Map<String, Set<ElementType>> types = new TreeMap<>();
    for (MojoDescriptor goal : ConfiguredGoal.goals()) {
      for (Parameter parameter : goal.getParameters()) {
        ElementType.of(goal, parameter.getName())
            .ifPresent(
                type ->
                    types.computeIfAbsent(parameter.getName(), any -> new HashSet<>()).add(type));
      }
    }
    assertThat(types).hasSizeGreaterThan(100);
    types.values().removeIf(each -> each.size() == 1);
    assertThat(types).containsOnlyKeys("compareWith");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<trust><keys><key>a</key><key>b</key></keys></trust>",
        "<verify><command><arg>a</arg><arg>b</arg></command></verify>",
        "<healthcheck><test><arg>a</arg><arg>b</arg></test></healthcheck>",
        "<site><indexes><index><url>a</url></index><index><url>b</url></index></indexes></site>",
        "<run><env><variable><name>A</name></variable><variable><name>B</name></variable></env>"
            + "<args><arg>a</arg><arg>b</arg></args></run>",
        "<labels><label><name>A</name></label><label><name>B</name></label></labels>",
        "<pythons><python>3.13</python><python>3.14</python></pythons>"
      })
  void takesElementsOfAList(String xml) {
    assertThatCode(() -> ConfiguredGoal.of(BuildMojo.class, dir, xml)).doesNotThrowAnyException();
  }
}
