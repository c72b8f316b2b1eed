package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, variables, indexes and what else an image is asked to have, as the pom says it. */
class ImageParametersTest {
  @TempDir static Path temp;

  private static List<ImageSpec> specs(String xml) throws Exception {
    return specs(BuildMojo.class, xml);
  }

  private static List<ImageSpec> specs(Class<? extends AbstractImageMojo> goal, String xml)
      throws Exception {
    return ConfiguredGoal.of(goal, temp, "<python>3.13.5</python>" + xml).specs();
  }

  private static Map<String, String> labels(String xml) throws Exception {
    return specs("<labels>" + xml + "</labels>").get(0).config().labels();
  }

  private static Map<String, String> env(String xml) throws Exception {
    return specs("<env>" + xml + "</env>").get(0).config().env();
  }

  @Test
  void anEmptyVariableOrLabelHasAnEmptyValue() throws Exception {
    assertThat(env("<EMPTY></EMPTY>")).containsExactly(Map.entry("EMPTY", ""));
    assertThat(env("<EMPTY>  </EMPTY>")).containsExactly(Map.entry("EMPTY", ""));
    assertThat(labels("<team/>")).containsExactly(Map.entry("team", ""));
  }

  @Test
  void labelsThatCantBeElementsAreAList() throws Exception {
    String list =
        "<label><name>app.kubernetes.io/name</name><value>web</value></label>"
            + "<label><name>empty</name><value/></label><team>wee</team>";
    assertThat(labels(list))
        .isEqualTo(Map.of("app.kubernetes.io/name", "web", "empty", "", "team", "wee"));
    assertThat(labels("<label>a label of that name</label>"))
        .isEqualTo(Map.of("label", "a label of that name"));
  }

  @Test
  void saysWhatAListOfLabelsLacks() {
    assertThatThrownBy(() -> labels("<label><value>web</value></label>"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<labels> or -Dwee.labels has a <label> without a <name>");
    assertThatThrownBy(() -> labels("<label><name>a/b</name></label>"))
        .hasMessageContaining("has a <label> without a <value>");
    assertThatThrownBy(
            () ->
                labels(
                    "<label><name>a</name><value>1</value></label><label><name>a</name><value>2</value></label>"))
        .hasMessageContaining("has 'a' twice");
    assertThatThrownBy(() -> labels("<a>${nothing.sets.this}</a>"))
        .hasMessageContaining("gives 'a' the value of ${nothing.sets.this}, which is not set");
  }

  @Test
  void indexesOfASiteAreUrlsOrElements() throws Exception {
    Path wanted = Files.writeString(temp.resolve("wanted.txt"), "");
    String site =
        "<site><requirements>%s</requirements><buildPackages>rustc, cargo</buildPackages>%%s</site>"
            .formatted(wanted);
    Site read =
        specs(
                site.formatted(
                    "<indexes><index><url>https://own.example/simple</url><packages>acme-*,"
                        + " in_house</packages></index>"
                        + "<index>https://open.example/simple/</index></indexes>"))
            .get(0)
            .contents()
            .site()
            .orElseThrow();

    assertThat(read.indexes())
        .extracting(Object::toString)
        .containsExactly("https://own.example/simple/", "https://open.example/simple/");
    assertThat(read.indexes().get(0).claims("in-house")).isTrue();
    assertThat(read.indexes().get(1).claims("in-house")).isFalse();
    assertThat(read.build().packages()).containsExactly("cargo", "rustc");
    assertThatThrownBy(
            () ->
                specs(
                    site.formatted(
                        "<indexes><index><url>https://own.example/</url><server>none</server></index></indexes>")))
        .hasMessageContaining("settings.xml has no <server> with the id 'none'");
    assertThatThrownBy(() -> specs(site.formatted("<indexes><index/></indexes>")))
        .hasMessageContaining("needs a <url>");
    assertThatThrownBy(
            () ->
                specs(site.formatted("<indexes><index>https://u:p@own.example/</index></indexes>")))
        .hasMessageContaining("without user and password")
        .hasMessageNotContaining("u:p");
  }

  private static Healthcheck healthcheck(String xml) throws Exception {
    return specs("<healthcheck>" + xml + "</healthcheck>")
        .get(0)
        .config()
        .runtime()
        .healthcheck()
        .orElseThrow();
  }

  @Test
  void aHealthCheckIsACommandByItsWords() throws Exception {
    Healthcheck check =
        healthcheck(
            "<test><arg>python3</arg><arg>-c</arg><arg>print(1, 2)</arg></test>"
                + "<interval>1m30s</interval><timeout>500ms</timeout><startPeriod>10s</startPeriod>"
                + "<startInterval>0.5s</startInterval><retries>4</retries>");
    assertThat(check.test()).containsExactly("CMD", "python3", "-c", "print(1, 2)");
    assertThat(check.interval()).hasValue(90_000_000_000L);
    assertThat(check.timeout()).hasValue(500_000_000L);
    assertThat(check.startPeriod()).hasValue(10_000_000_000L);
    assertThat(check.startInterval()).hasValue(500_000_000L);
    assertThat(check.retries()).hasValue(4);
    assertThat(healthcheck("<test><arg>CMD</arg><arg>/app/check</arg></test>").test())
        .containsExactly("CMD", "/app/check");
    assertThat(healthcheck("<test>NONE</test>").test()).containsExactly("NONE");
  }

  @Test
  void aHealthCheckByTheShellNeedsOne() throws Exception {
    String xml = "<healthcheck><test>a, b || exit 1</test></healthcheck>";
    assertThat(specs("<base>debian</base>" + xml).get(0).config().runtime().healthcheck())
        .get()
        .extracting(Healthcheck::test)
        .isEqualTo(List.of("CMD-SHELL", "a, b || exit 1"));
    assertThatThrownBy(() -> specs(xml))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("<healthcheck>", "distroless has none", "<base>debian</base>");
  }

  @Test
  void saysWhatIsWrongWithAHealthCheck() {
    String test = "<test><arg>/app/check</arg></test>";
    assertThatThrownBy(() -> healthcheck("<interval>30s</interval>"))
        .hasMessageStartingWith("<healthcheck> has no <test>. Write <test><arg>");
    assertThatThrownBy(() -> healthcheck("<test><arg/></test>"))
        .hasMessageStartingWith("<arg> of <healthcheck> is empty.");
    assertThatThrownBy(() -> healthcheck("<test><arg>CMD</arg></test>"))
        .hasMessageContaining("has no command");
    assertThatThrownBy(() -> healthcheck("<test>NONE</test><retries>3</retries>"))
        .hasMessageContaining("takes nothing else");
    for (String wrong : List.of("30", "0s", "-1s", "1s 2m x", "half an hour", "10d")) {
      assertThatThrownBy(() -> healthcheck(test + "<timeout>" + wrong + "</timeout>"))
          .hasMessageStartingWith("<timeout> of <healthcheck> is '%s': expected", wrong);
    }
    assertThatThrownBy(() -> healthcheck(test + "<retries>0</retries>"))
        .hasMessageContaining("<retries> of <healthcheck> is '0'");
    assertThatThrownBy(() -> specs("<healthcheck>/app/check</healthcheck>"))
        .hasMessageContaining("it has elements instead: <test>");
  }

  @Test
  void takesSignalsPortsVolumesAndAnnotations() throws Exception {
    ImageSpec.UserConfig config =
        specs(
                "<stopSignal>SIGRTMIN+3</stopSignal><ports><port>8080</port><port>53/udp</port></ports>"
                    + "<volumes><volume>/var/lib/app</volume></volumes><annotations>"
                    + "<annotation><name>a.b/c</name><value>d</value></annotation><team>x</team></annotations>")
            .get(0)
            .config();
    assertThat(config.runtime().stopSignal()).contains("SIGRTMIN+3");
    assertThat(config.ports()).containsExactly("8080", "53/udp");
    assertThat(config.runtime().volumes()).containsExactly("/var/lib/app");
    assertThat(config.annotations()).isEqualTo(Map.of("a.b/c", "d", "team", "x"));
    for (String right : List.of("TERM", "SIGINT", "9", "64", "RTMAX-2")) {
      assertThat(specs("<stopSignal>" + right + "</stopSignal>")).hasSize(1);
    }
  }

  @Test
  void refusesSignalsPortsAndVolumesThatAreNone() {
    for (String wrong : List.of("SIGSTOPP", "0", "65", "sigterm", "SIGRTMIN+16")) {
      assertThatThrownBy(() -> specs("<stopSignal>" + wrong + "</stopSignal>"))
          .hasMessageContaining("<stopSignal> or -Dwee.stopSignal is '%s': expected", wrong);
    }
    for (String wrong : List.of("0", "65536", "http", "80/icmp", "90-80", "80:8080")) {
      assertThatThrownBy(() -> specs("<ports><port>" + wrong + "</port></ports>"))
          .hasMessageContaining("A <port> of <ports> is '%s': expected", wrong);
    }
    for (String wrong : List.of("data", "/", "/a/../b", "/a//b")) {
      assertThatThrownBy(() -> specs("<volumes><volume>" + wrong + "</volume></volumes>"))
          .hasMessageContaining("A <volume> of <volumes> is '%s': expected", wrong);
    }
    assertThatThrownBy(() -> specs("<ports><port>80</port><port>80/tcp</port></ports>"))
        .hasMessage("<ports> has '80/tcp' twice. Keep one.");
  }

  private static List<String> tags(String xml, Map<String, String> commandLine) throws Exception {
    return ConfiguredGoal.of(BuildMojo.class, temp, "<python>3.13.5</python>" + xml, commandLine)
        .specs()
        .get(0)
        .tags()
        .own();
  }

  @Test
  void takesTagsAsElementsAsATextOrByTheProperty() throws Exception {
    assertThat(tags("<tags><tag> a </tag><tag>${python}</tag></tags>", Map.of()))
        .containsExactly("a", "${python}");
    assertThat(tags("<tags>a, ${python}</tags>", Map.of())).containsExactly("a", "${python}");
    assertThat(tags("", Map.of("wee.tags", "a,b"))).containsExactly("a", "b");
    assertThat(tags("<tags/>", Map.of())).isEmpty();
    assertThat(tags("", Map.of("wee.tags", ""))).isEmpty();
  }

  private static ImageSpec spec(
      String xml, Map<String, String> commandLine, Map<String, String> jvm) throws Exception {
    return ConfiguredGoal.of(
            BuildMojo.class,
            new ConfiguredGoal.Pom(temp, "<python>3.13.5</python>" + xml, commandLine, jvm))
        .specs()
        .get(0);
  }

  /** As Maven itself takes other properties from MAVEN_OPTS and .mvn/jvm.config. */
  @Test
  void takesPropertiesOfTheJvm() throws Exception {
    ImageSpec spec =
        spec(
            "<labels><team>pom</team></labels>",
            Map.of(),
            Map.of(
                "wee.labels",
                "team=jvm",
                "wee.env",
                "A=b",
                "wee.annotations",
                "c=d",
                "wee.tags",
                "mine"));
    assertThat(spec.config().labels()).isEqualTo(Map.of("team", "jvm"));
    assertThat(spec.config().env()).isEqualTo(Map.of("A", "b"));
    assertThat(spec.config().annotations()).isEqualTo(Map.of("c", "d"));
    assertThat(spec.tags().own()).containsExactly("mine");
  }

  @Test
  void letsPropertiesOfTheJvmWinOverThePom() throws Exception {
    String pom = "<flavours><flavour>wee</flavour></flavours>";
    assertThat(spec(pom, Map.of(), Map.of("wee.flavour", "wee-optimized")).flavours())
        .containsExactly(Flavour.OPTIMIZED);
  }

  @Test
  void refusesATagThatIsEmpty() {
    for (String inner : List.of("<tag/>", "<tag>a</tag><tag>  </tag>", "a,,b", "a,")) {
      assertThatThrownBy(() -> tags("<tags>" + inner + "</tags>", Map.of()))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("An element of <tags> or -Dwee.tags is empty.");
    }
    assertThatThrownBy(() -> tags("", Map.of("wee.tags", "a,,b")))
        .hasMessageStartingWith("An element of <tags> or -Dwee.tags is empty.");
  }

  @Test
  void refusesATextWhereElementsAreMeant() {
    for (String name : List.of("labels", "env", "annotations")) {
      assertThatThrownBy(() -> specs("<%1$s>a=b</%1$s>".formatted(name)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(
              "<%s> or -Dwee.%s has the text 'a=b' instead of elements".formatted(name, name));
    }
  }

  /** So that {@code <site>} may stand where all goals see it, wee:wheel before the wheel too. */
  @Test
  void onlyGoalsThatInstallWheelsWantThoseOfTheProject() throws Exception {
    String site = "<site><project>%s</project></site>".formatted(temp.resolve("no/wheel"));
    assertThat(specs(WheelMojo.class, site).get(0).contents().layout().wheels()).isEmpty();
    assertThat(specs(LockMojo.class, site)).hasSize(1);
    for (Class<? extends AbstractImageMojo> goal :
        List.of(BuildMojo.class, RunMojo.class, DockerfileMojo.class)) {
      assertThatThrownBy(() -> specs(goal, site)).hasMessageContaining("which has no wheel");
    }
  }
}
