package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RuntimeConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What an image's config and manifest say to whoever runs it. */
abstract class AbstractConfigMojo extends AbstractInterpreterMojo {
  /**
   * Labels of the image, added to wee's own: an element named as the label, or {@code
   * <label><name>app.kubernetes.io/name</name><value>web</value></label>} for names that can't be
   * elements. {@code -Dwee.labels=team/name=web,tier=back} adds to them or replaces them; a comma
   * within a value is written {@code \,} there.
   */
  @Parameter(property = "wee.labels")
  private @Nullable PlexusConfiguration labels;

  /**
   * Environment variables of the image, added to wee's own: an element named as the variable, or
   * {@code <variable><name>A</name><value>b</value></variable>}. {@code -Dwee.env=A=b,C=d} adds to
   * them or replaces them.
   */
  @Parameter(property = "wee.env")
  private @Nullable PlexusConfiguration env;

  /**
   * The user that the container runs as: a name or number (0 to 4294967294), optionally followed by
   * a colon and a group; by default root. {@code nonroot} (65532) exists. The image's config gets
   * the numbers.
   */
  @Parameter(property = "wee.user")
  private @Nullable String user;

  /** The image's entrypoint. */
  @Parameter private @Nullable List<String> entrypoint;

  /** The image's command; by default {@code python3}. */
  @Parameter private @Nullable List<String> cmd;

  /** The image's working directory. */
  @Parameter(property = "wee.workdir")
  private @Nullable String workdir;

  /**
   * Ports that the image exposes, such as {@code 8080/tcp}, {@code 8125/udp} or {@code 8000-8010}.
   */
  @Parameter(property = "wee.ports")
  private @Nullable List<String> ports;

  /** Folders that the program writes to: each {@code <volume>} becomes a volume of its own. */
  @Parameter(property = "wee.volumes")
  private @Nullable List<String> volumes;

  /** The signal that ends a container, such as {@code SIGINT}; by default SIGTERM. */
  @Parameter(property = "wee.stopSignal")
  private @Nullable String stopSignal;

  /**
   * How a daemon finds out whether a container is healthy (Docker's HEALTHCHECK): {@code <test>},
   * the command, each word an {@code <arg>} (or a text for the shell of base {@code debian});
   * {@code <interval>}, {@code <timeout>}, {@code <startPeriod>} and {@code <startInterval>}, such
   * as {@code 30s}; {@code <retries>}. Kubernetes uses probes instead.
   */
  @Parameter private @Nullable HealthcheckElement healthcheck;

  /**
   * Annotations of the image's manifest and of its index, added to the labels, which are set there
   * too; written like labels, each {@code <annotation>} with {@code <name>} and {@code <value>}.
   */
  @Parameter(property = "wee.annotations")
  private @Nullable PlexusConfiguration annotations;

  final ImageSpec.UserConfig userConfig() {
    return new ImageSpec.UserConfig(
        named(NamedValues.of("labels", "label"), labels),
        named(NamedValues.of("env", "variable"), env),
        ParameterParser.text(user),
        ParameterParser.elementsOf("<entrypoint>", entrypoint),
        ParameterParser.elementsOf("<cmd>", cmd),
        ParameterParser.text(workdir),
        ParameterParser.elements("ports", ports).stream().map(String::strip).toList(),
        new RuntimeConfig(
            Optional.ofNullable(healthcheck).map(element -> element.healthcheck(this::filled)),
            ParameterParser.written("stopSignal", stopSignal),
            ParameterParser.elements("volumes", volumes).stream().map(String::strip).toList()),
        named(NamedValues.of("annotations", "annotation"), annotations));
  }

  private Map<String, String> named(NamedValues values, @Nullable PlexusConfiguration written) {
    return values.values(written, properties().getProperty(values.property(), ""), this::filled);
  }

  /** Those that are set outside of the pom over the project's. */
  final Properties properties() {
    return SessionProperties.all(session());
  }
}
