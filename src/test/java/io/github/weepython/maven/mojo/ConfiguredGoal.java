package io.github.weepython.maven.mojo;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.internal.MojoDescriptorCreator;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;

/**
 * A goal with the plugin's own descriptor, set by Maven's own configurator and checked as {@code
 * execute()} does before it runs.
 *
 * @param goal as {@code build}
 * @param pom what the user wrote
 */
record ConfiguredGoal(String goal, Pom pom) {
  /**
   * What the user wrote.
   *
   * @param folder the project's
   * @param configuration the elements in the plugin's {@code <configuration>}
   * @param commandLine the {@code -D}s
   * @param jvm properties of {@code MAVEN_OPTS} or {@code .mvn/jvm.config}
   */
  record Pom(
      Path folder,
      String configuration,
      Map<String, String> commandLine,
      Map<String, String> jvm) {}

  private static final PluginDescriptor PLUGIN = plugin();

  /** All goals of the plugin. */
  static List<MojoDescriptor> goals() {
    return PLUGIN.getMojos();
  }

  static <T extends AbstractWeeMojo> T of(Class<T> type, Pom pom) throws Exception {
    MojoDescriptor descriptor =
        PLUGIN.getMojos().stream()
            .filter(each -> each.getImplementation().equals(type.getName()))
            .findFirst()
            .orElseThrow();
    T mojo = type.getDeclaredConstructor().newInstance();
    mojo.setPluginContext(new HashMap<>());
    new ConfiguredGoal(descriptor.getGoal(), pom).configure(mojo);
    return mojo;
  }

  static <T extends AbstractWeeMojo> T of(
      Class<T> type, Path folder, String configuration, Map<String, String> commandLine)
      throws Exception {
    return of(type, new Pom(folder, configuration, commandLine, Map.of()));
  }

  static <T extends AbstractWeeMojo> T of(Class<T> type, Path folder, String configuration)
      throws Exception {
    return of(type, folder, configuration, Map.of());
  }

  private void configure(AbstractWeeMojo mojo) throws Exception {
    MojoDescriptor descriptor = PLUGIN.getMojo(goal);
    Plugin plugin = new Plugin();
    plugin.setConfiguration(dom(pom.configuration()));
    descriptor.getPluginDescriptor().setPlugin(plugin);
    MojoExecution execution = new MojoExecution(descriptor, "default-cli");
    execution.setConfiguration(merged(descriptor, dom(pom.configuration())));
    MavenSession session = session(pom);
    ExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
    new BasicComponentConfigurator()
        .configureComponent(
            mojo, new XmlPlexusConfiguration(execution.getConfiguration()), evaluator, null);
    ParameterCheck.check(session, execution);
  }

  /** As DefaultMojoExecutionConfigurator and the lifecycle do. */
  private static Xpp3Dom merged(MojoDescriptor descriptor, Xpp3Dom own) {
    Xpp3Dom defaults = MojoDescriptorCreator.convert(descriptor);
    Xpp3Dom all = new Xpp3Dom("configuration");
    for (Parameter parameter : descriptor.getParameters()) {
      Xpp3Dom written = own.getChild(parameter.getName());
      Xpp3Dom usual = defaults.getChild(parameter.getName());
      Xpp3Dom merged = written == null ? usual : Xpp3Dom.mergeXpp3Dom(written, usual, true);
      if (merged != null) {
        all.addChild(new Xpp3Dom(merged, parameter.getName()));
      }
    }
    return all;
  }

  @SuppressWarnings("deprecation")
  private static MavenSession session(Pom pom) {
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setUserProperties(properties(pom.commandLine()));
    request.setSystemProperties(properties(pom.jvm()));
    MavenSession session =
        new MavenSession(
            null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    Model model = new Model();
    model.setVersion("1.0");
    model.setArtifactId("app");
    MavenProject project = new MavenProject(model);
    project.setFile(pom.folder().resolve("pom.xml").toFile());
    session.setCurrentProject(project);
    return session;
  }

  private static Properties properties(Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    return properties;
  }

  static Xpp3Dom dom(String xml) throws Exception {
    return Xpp3DomBuilder.build(
        new StringReader("<configuration>" + xml + "</configuration>"), true);
  }

  private static PluginDescriptor plugin() {
    try (InputStream in = ConfiguredGoal.class.getResourceAsStream("/META-INF/maven/plugin.xml");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return new PluginDescriptorBuilder().build(reader);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
