package io.github.weepython.maven.mojo;

import java.util.Properties;
import org.apache.maven.execution.MavenSession;

/**
 * Properties as Maven itself reads them for a parameter (PluginParameterExpressionEvaluator): the
 * JVM's, which {@code MAVEN_OPTS} and {@code .mvn/jvm.config} set, over those of the command line
 * and {@code .mvn/maven.config}, over the project's. Maven's command line makes its properties the
 * JVM's as well, so that they win there too.
 */
final class SessionProperties {
  private SessionProperties() {}

  /** What is set outside of the pom. */
  static Properties given(MavenSession session) {
    Properties all = new Properties();
    all.putAll(session.getUserProperties());
    all.putAll(session.getSystemProperties());
    return all;
  }

  /** The same, over what the pom sets. */
  static Properties all(MavenSession session) {
    Properties all = new Properties();
    all.putAll(session.getCurrentProject().getProperties());
    all.putAll(given(session));
    return all;
  }
}
