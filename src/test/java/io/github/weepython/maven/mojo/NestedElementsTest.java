package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every element of the pom with nothing in it, with blanks, and twice, set by Maven's own
 * configurator: it means something, or one message says what is wrong.
 */
class NestedElementsTest {
  /** As the plugin's descriptor has it; the release is what a pom would say. */
  private static final List<String> DEFAULTS =
      List.of(
          "python=3.13.5",
          "base=distroless",
          "indexFormat=oci",
          "pip=true",
          "stdlib=source+pyc",
          "gdbm=none",
          "compression=fast",
          "hardening=true",
          "framePointers=false",
          "sharedLibrary=false",
          "freeThreading=false",
          "securityPatches=debian",
          "debugSymbols=none",
          "upstream=https://www.python.org/ftp/python",
          "output=target/wee",
          "lockFile=wee.lock",
          "snapshotArchive=http://snapshot.debian.org/archive",
          "compiler=auto",
          "compilerMemory=0",
          "compilerCpus=0",
          "compilerPids=0",
          "builderWait=300",
          "builderDeadline=14400");

  /** What Maven sets, or what a default always stands for, before any of it is read. */
  private static final Set<String> NOT_OF_THE_POM =
      Set.of("session", "execution", "decrypter", "repositories", "connectors", "projectHelper");

  @TempDir static Path temp;

  @SuppressWarnings("deprecation")
  private static MavenSession session() {
    MavenSession session =
        new MavenSession(
            null,
            new DefaultRepositorySystemSession(),
            new DefaultMavenExecutionRequest(),
            new DefaultMavenExecutionResult());
    Model model = new Model();
    model.setVersion("1.0");
    model.setArtifactId("app");
    MavenProject project = new MavenProject(model);
    project.setFile(temp.resolve("pom.xml").toFile());
    session.setCurrentProject(project);
    return session;
  }

  /** The fields of a goal that builds, or of an element. */
  private static List<Field> parameters(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> each = type;
        each != null && each.getName().startsWith("io.github.weepython");
        each = each.getSuperclass()) {
      Arrays.stream(each.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
          .filter(field -> !NOT_OF_THE_POM.contains(field.getName()))
          .forEach(all::add);
    }
    return all;
  }

  static Stream<String> configurations() {
    return parameters(BuildMojo.class).stream().flatMap(NestedElementsTest::variants).distinct();
  }

  private static Stream<String> variants(Field field) {
    String name = field.getName();
    Stream<String> own = twiceAndEmpty(name, "x");
    return switch (field.getType().getSimpleName()) {
      case "List" -> Stream.concat(own, list(name, itemOf(field)));
      case "Map" -> Stream.concat(own, twiceAndEmpty("linux-arm64", "x").map(in(name)));
      case "PlexusConfiguration" ->
          Stream.of(
                  own,
                  twiceAndEmpty("EMPTY", "x").map(in(name)),
                  twiceAndEmpty("label", "<name>n</name><value>v</value>").map(in(name)),
                  twiceAndEmpty("variable", "<name>n</name><value>v</value>").map(in(name)),
                  twiceAndEmpty("name", "x").map(in("label")).map(in(name)),
                  twiceAndEmpty("value", "x").map(in("variable")).map(in(name)))
              .flatMap(each -> each);
      default ->
          field.getType().getName().startsWith("io.github")
              ? Stream.concat(own, members(field.getType()).map(in(name)))
              : own;
    };
  }

  private static Class<?> itemOf(Field field) {
    return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
  }

  private static Stream<String> list(String name, Class<?> item) {
    String singular = name.replaceFirst("es$", "e").replaceFirst("s$", "");
    String element =
        singular.equals("patche") ? "patch" : singular.equals("fil") ? "file" : singular;
    Stream<String> all = twiceAndEmpty(element, "x").map(in(name));
    return item.getName().startsWith("io.github")
        ? Stream.concat(all, members(item).map(in(element)).map(in(name)))
        : all;
  }

  private static Stream<String> members(Class<?> element) {
    return parameters(element).stream().flatMap(field -> twiceAndEmpty(field.getName(), "1"));
  }

  private static Stream<String> twiceAndEmpty(String name, String value) {
    return Stream.of(
        "<%s/>".formatted(name),
        "<%s>  </%s>".formatted(name, name),
        "<%s xml:space=\"preserve\">  </%s>".formatted(name, name),
        "<%s>${nothing.sets.this}</%s>".formatted(name, name),
        "<%s>%s</%s><%s>%s</%s>".formatted(name, value, name, name, value, name));
  }

  private static java.util.function.UnaryOperator<String> in(String name) {
    return inner -> "<%s>%s</%s>".formatted(name, inner, name);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void meansSomethingOrSaysWhatIsWrong(String xml) {
    Throwable thrown = catchThrowable(() -> specs(xml));
    if (thrown != null) {
      String outer = xml.replaceFirst("<([\\w-]+).*", "$1");
      assertThat(thrown).isInstanceOfAny(WeeException.class, ComponentConfigurationException.class);
      assertThat(message(thrown)).containsIgnoringCase(shown(outer)).doesNotContain("null");
    }
  }

  /** Maven itself adds the parameter's name to what its configurator says. */
  private static String message(Throwable thrown) {
    return thrown instanceof ComponentConfigurationException maven
            && maven.getFailedConfiguration() != null
        ? maven.getFailedConfiguration().getName() + ": " + maven.getMessage()
        : String.valueOf(thrown.getMessage());
  }

  /** Messages of some elements name what is within, such as {@code <from>}. */
  private static String shown(String parameter) {
    return parameter.replaceFirst("^(python|platform|flavour|tag)s?$", "$1");
  }

  private static List<ImageSpec> specs(String xml) throws Exception {
    return specs(new BuildMojo(), xml);
  }

  private static List<ImageSpec> specs(AbstractImageMojo mojo, String xml) throws Exception {
    Xpp3Dom own = dom(xml);
    RepeatedElements.check(own, lists());
    MavenSession session = session();
    MojoDescriptor descriptor = new MojoDescriptor();
    descriptor.setPluginDescriptor(new PluginDescriptor());
    MojoExecution execution = new MojoExecution(descriptor);
    set(mojo, "session", session);
    set(mojo, "execution", execution);
    new BasicComponentConfigurator()
        .configureComponent(
            mojo,
            new XmlPlexusConfiguration(Xpp3Dom.mergeXpp3Dom(own, dom(defaults()))),
            new PluginParameterExpressionEvaluator(session, execution),
            null);
    return mojo.specs();
  }

  private static String defaults() {
    return DEFAULTS.stream()
        .map(each -> each.split("=", 2))
        .map(each -> "<%s default-value=\"%s\"/>".formatted(each[0], each[1]))
        .collect(Collectors.joining());
  }

  private static Set<String> lists() {
    return parameters(BuildMojo.class).stream()
        .filter(f -> f.getType() == List.class || f.getType() == PlexusConfiguration.class)
        .map(Field::getName)
        .collect(Collectors.toSet());
  }

  private static Xpp3Dom dom(String xml) throws Exception {
    return Xpp3DomBuilder.build(
        new StringReader("<configuration>" + xml + "</configuration>"), true);
  }

  private static void set(Object mojo, String name, Object value) throws Exception {
    Field field = AbstractWeeMojo.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(mojo, value);
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

  /** So that {@code <site>} may stand where all goals see it, wee:wheel before the wheel too. */
  @Test
  void onlyGoalsThatInstallWheelsWantThoseOfTheProject() throws Exception {
    String site = "<site><project>%s</project></site>".formatted(temp.resolve("no/wheel"));
    assertThat(specs(new WheelMojo(), site).get(0).contents().layout().wheels()).isEmpty();
    assertThat(specs(new LockMojo(), site)).hasSize(1);
    for (AbstractImageMojo goal : List.of(new BuildMojo(), new RunMojo(), new DockerfileMojo())) {
      assertThatThrownBy(() -> specs(goal, site)).hasMessageContaining("which has no wheel");
    }
  }

  @Test
  void refusesWhatStandsTwice() throws Exception {
    assertThatThrownBy(() -> specs("<python>3.13.5</python><python>3.12.1</python>"))
        .hasMessage("<python> appears twice in the plugin's <configuration>. Keep one of the two.");
    assertThatThrownBy(() -> env("<A>1</A><A>2</A>")).hasMessageContaining("<env>", "twice");
    Path from = Files.writeString(temp.resolve("app.py"), "");
    assertThatThrownBy(
            () ->
                specs(
                    "<files><file><from>%s</from><to>/a</to><to>/b</to></file></files>"
                        .formatted(from)))
        .hasMessage("<to> appears twice in a <file> of <files>. Keep one of the two.");
    assertThat(new File(from.toString())).exists();
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
}
