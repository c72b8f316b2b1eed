package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PodSettings;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Where all goals compile and run programs, and how much of a machine or a cluster that takes. */
abstract class AbstractCompilingMojo extends AbstractSessionMojo {
  /**
   * Where compiling takes place: {@code namespaces} of this Linux, a container of {@code docker}
   * (Podman counts), or {@code auto}, the first that works.
   */
  @Parameter(property = "wee.compiler", defaultValue = "auto")
  private String compiler;

  /** The most memory that a compile may use, such as {@code 4g}; 0 means no limit. */
  @Parameter(property = "wee.compilerMemory", defaultValue = "0")
  private String compilerMemory;

  /** The most processors that a compile may use, such as {@code 2.5}; 0 means all. */
  @Parameter(property = "wee.compilerCpus", defaultValue = "0")
  private String compilerCpus;

  /** The most processes that a compile may have at a time; 0 means no limit, in namespaces 8192. */
  @Parameter(property = "wee.compilerPids", defaultValue = "0")
  private String compilerPids;

  /**
   * Who compiles for a platform: a daemon, such as {@code
   * <linux-arm64>ssh://user@host</linux-arm64>} ({@code tcp://} and {@code unix://} work too), or a
   * Kubernetes cluster, such as {@code <linux-arm64>kubernetes:context/namespace</linux-arm64>}.
   */
  @Parameter private @Nullable Map<String, String> builders;

  /**
   * The repository of a registry that build roots are pushed to and that a cluster of {@code
   * <builders>} pulls them from, such as {@code registry.example.com/team/wee-build-root}.
   */
  @Parameter(property = "wee.builderImage")
  private @Nullable String builderImage;

  /** Secrets of the cluster's namespace that let it pull from there, separated by commas. */
  @Parameter(property = "wee.builderPullSecrets")
  private @Nullable String builderPullSecrets;

  /**
   * How many seconds a cluster may take to find a node and pull the build root. The time in which a
   * quota of the namespace is used up by others does not count.
   */
  @Parameter(property = "wee.builderWait", defaultValue = "300")
  private long builderWait;

  /** Seconds after which a compile in a cluster or in namespaces is ended. */
  @Parameter(property = "wee.builderDeadline", defaultValue = "14400")
  private long builderDeadline;

  /**
   * Labels of the nodes that a cluster may choose for a compile, such as {@code
   * pool=build,example.com/disk=ssd}; the platform's own is added.
   */
  @Parameter(property = "wee.builderNodeSelector")
  private @Nullable String builderNodeSelector;

  /**
   * Taints of nodes that a compile on a cluster tolerates, such as {@code
   * dedicated=build:NoSchedule,spot:NoExecute}.
   */
  @Parameter(property = "wee.builderTolerations")
  private @Nullable String builderTolerations;

  /** Labels for the Jobs and pods of a cluster, such as {@code team=platform,cost-center=42}. */
  @Parameter(property = "wee.builderLabels")
  private @Nullable String builderLabels;

  /** The service account of a cluster's pods; they get no token of it. */
  @Parameter(property = "wee.builderServiceAccount")
  private @Nullable String builderServiceAccount;

  /**
   * @throws io.github.weepython.maven.spec.SpecException when a parameter says what can't be
   */
  final CompilerSettings compiling() {
    return new CompilerSettings(
        CompilerSettings.Place.parse(compiler.strip()),
        CompilerSettings.Limits.parse(
            compilerMemory.strip(), compilerCpus.strip(), compilerPids.strip()),
        Builders.parse(here(), builders == null ? Map.of() : builders, pods()));
  }

  private KubernetesSettings pods() {
    return KubernetesSettings.parse(
        text(builderImage),
        text(builderPullSecrets),
        builderWait,
        builderDeadline,
        PodSettings.parse(
            text(builderNodeSelector),
            text(builderTolerations),
            text(builderLabels),
            text(builderServiceAccount)));
  }

  private static String text(@Nullable String parameter) {
    return parameter == null ? "" : parameter;
  }

  /** This machine's platform. */
  static Platform here() {
    return Platform.host(System.getProperty("os.arch"));
  }
}
