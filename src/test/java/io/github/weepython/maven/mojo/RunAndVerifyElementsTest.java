package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.spec.Mount;
import io.github.weepython.maven.spec.RunOptions;
import io.github.weepython.maven.spec.SpecException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code <verify>} and {@code <run>} as Maven's own configurator sets them. */
class RunAndVerifyElementsTest {
  private static final ExpressionEvaluator PLAIN =
      new ExpressionEvaluator() {
        @Override
        public Object evaluate(String expression) {
          return expression;
        }

        @Override
        public java.io.File alignToBaseDirectory(java.io.File file) {
          return file;
        }
      };

  @TempDir Path dir;

  /** Where the element stands in a pom. */
  public static final class Holder {
    private VerifyElement verify;
    private RunElement run;
  }

  private static Holder holder(String xml) throws Exception {
    Holder holder = new Holder();
    new BasicComponentConfigurator()
        .configureComponent(
            holder,
            new XmlPlexusConfiguration(
                Xpp3DomBuilder.build(
                    new StringReader("<configuration>" + xml + "</configuration>"))),
            PLAIN,
            null);
    return holder;
  }

  private static CommandCheck check(String inner) throws Exception {
    return holder("<verify>" + inner + "</verify>").verify.check(text -> text);
  }

  @Test
  void expectsPortsOrAStatus() throws Exception {
    CommandCheck listens = check("<port>8080, 9090</port><timeout>1m30s</timeout>");
    assertThat(listens.ports()).containsExactly(8080, 9090);
    assertThat(listens.command()).isEmpty();
    assertThat(listens.seconds()).isEqualTo(90);
    CommandCheck ends = check("<command><arg>a</arg><arg>b c</arg></command>");
    assertThat(ends.command()).containsExactly("a", "b c");
    assertThat(ends.exitStatus()).hasValue(0);
    assertThat(ends.seconds()).isEqualTo(60);
    assertThat(check("<exitStatus> 3 </exitStatus>").exitStatus()).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "true",
        "<port/>",
        "<port>http</port>",
        "<port>0</port>",
        "<port>8080,</port>",
        "<port>  </port>",
        "<exitStatus>256</exitStatus>",
        "<exitStatus>-1</exitStatus>",
        "<exitStatus/>",
        "<command/>",
        "<command>python3</command>",
        "<command><arg/></command>",
        "<command><arg>  </arg></command>",
        "<port>80</port><exitStatus>0</exitStatus>",
        "<port>80</port><timeout>60</timeout>",
        "<port>80</port><timeout>0s</timeout>"
      })
  void saysWhatIsWrongOnce(String inner) {
    assertThatThrownBy(() -> check(inner))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<verify>")
        .hasMessageNotContaining("null");
  }

  @Test
  void runsWithVariablesWordsAndMounts() throws Exception {
    RunElement run =
        holder(
                "<run><env><PORT>0</PORT></env><args><arg>--fast</arg></args>"
                    + "<entrypoint><word>python3</word></entrypoint>"
                    + "<mounts><mount>src:/app</mount></mounts></run>")
            .run;
    assertThat(run.args()).containsExactly("--fast");
    assertThat(run.entrypoint()).containsExactly("python3");
    assertThat(run.mounts()).containsExactly("src:/app");
    assertThat(run.env().getChild("PORT").getValue()).isEqualTo("0");
    assertThatThrownBy(() -> holder("<run>fast</run>").run.args())
        .hasMessageContaining("<run> is 'fast'; it has elements instead");
    assertThatThrownBy(() -> holder("<run><args><arg/></args></run>").run.args())
        .hasMessageStartingWith("An element of <args> of <run> or -Dwee.run.args is empty.");
    assertThatThrownBy(() -> holder("<run><entrypoint><word/></entrypoint></run>").run.entrypoint())
        .hasMessageStartingWith(
            "An element of <entrypoint> of <run> or -Dwee.run.entrypoint is empty.");
    assertThatThrownBy(() -> holder("<run><mounts><mount/></mounts></run>").run.mounts())
        .hasMessageStartingWith("An element of <mounts> of <run> or -Dwee.run.mounts is empty.");
  }

  @Test
  void namesTheElementOfAVariableThatIsNone() throws Exception {
    RunMojo written =
        ConfiguredGoal.of(RunMojo.class, dir, "<run><env><A>${nothing.sets.this}</A></env></run>");
    assertThatThrownBy(written::options)
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("<env> of <run> or -Dwee.run.env gives 'A' the value of");
    RunMojo told = ConfiguredGoal.of(RunMojo.class, dir, "", Map.of("wee.run.env", "A"));
    assertThatThrownBy(told::options)
        .hasMessageStartingWith("<env> of <run> or -Dwee.run.env has 'A', which is not name=value.")
        .hasMessageContaining("or -Dwee.run.env=a.b/c=d");
  }

  @ParameterizedTest
  @CsvSource({
    "src, expected a folder",
    "src:app, expected a folder",
    "src:/, expected a folder",
    "src:/a/../b, expected a folder",
    ":/app, expected a folder",
    "nowhere:/app, which does not exist"
  })
  void refusesMountsThatAreNone(String text, String why) throws Exception {
    Files.createDirectories(dir.resolve("src"));
    assertThatThrownBy(() -> Mount.parse(text, dir))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<mounts> of <run> or -Dwee.run.mounts")
        .hasMessageContaining(why);
  }

  @Test
  void refusesTwoMountsInOnePlace() throws Exception {
    Files.createDirectories(dir.resolve("src"));
    Mount mount = Mount.parse("src:/app", dir);
    assertThat(mount.from()).isEqualTo(dir.resolve("src"));
    assertThatThrownBy(
            () ->
                new RunOptions(Map.of(), List.of(), List.of(), List.of(mount, mount), false, false))
        .hasMessageContaining("two for one place in the image: [/app, /app]");
  }
}
