package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxProvider;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.docker.DaemonProvider;
import io.github.weepython.maven.sandbox.kubernetes.ClusterProvider;
import io.github.weepython.maven.sandbox.kubernetes.ClusterSettings;
import io.github.weepython.maven.sandbox.namespaces.JobLimits;
import io.github.weepython.maven.sandbox.namespaces.NamespaceProvider;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Platform;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which sandboxes are tried, and in which order: namespaces of this machine, then a daemon; or the
 * one place that the user names for a platform.
 */
public final class SandboxOrder {
  private static final String OTHER_DAEMON =
      "set DOCKER_HOST or Docker's context to a daemon of that platform, or build for the daemon's"
          + " own (<platforms> or -Dwee.platforms, with that daemon in <builders>)";

  private static final String OTHER_BUILDER =
      "name a daemon on a machine of that platform in <builders>; where that names none, wee"
          + " cross-compiles";

  private final CompilerSettings settings;
  private final Progress progress;
  private final InstantSource clock;

  /**
   * @param settings which providers count, and the limits of a container
   */
  public SandboxOrder(CompilerSettings settings, Progress progress, InstantSource clock) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * This machine's namespaces, then its daemon, as far as {@code <compiler>} lets them count.
   *
   * @param path the variable PATH
   * @param os the system property {@code os.name}
   */
  public SandboxSelector here(DaemonLocator daemons, String path, String os) {
    List<SandboxProvider> all = new ArrayList<>();
    if (settings.place() != CompilerSettings.Place.DOCKER) {
      all.add(new NamespaceProvider(path, os, limits()));
    }
    if (settings.place() != CompilerSettings.Place.NAMESPACES) {
      Optional<DaemonProvider.Wanted> here =
          settings
              .builders()
              .here()
              .map(platform -> new DaemonProvider.Wanted(platform, OTHER_DAEMON));
      all.add(new DaemonProvider(daemons, here, settings.limits(), progress, clock));
    }
    return new SandboxSelector(all, SandboxSelector.Reason.of(settings.place()), progress);
  }

  private JobLimits limits() {
    return JobLimits.of(settings.limits(), settings.builders().pods().deadline());
  }

  /** A daemon and nothing else. */
  public SandboxSelector daemon(DaemonLocator daemons, SandboxSelector.Reason reason) {
    return new SandboxSelector(
        List.of(new DaemonProvider(daemons, settings.limits(), progress, clock)), reason, progress);
  }

  /** The daemon that the user names for a platform, and nothing else. */
  public SandboxSelector builder(DaemonLocator daemons, Platform platform) {
    DaemonProvider.Wanted wanted = new DaemonProvider.Wanted(platform, OTHER_BUILDER);
    return new SandboxSelector(
        List.of(
            new DaemonProvider(daemons, Optional.of(wanted), settings.limits(), progress, clock)),
        SandboxSelector.Reason.builder(platform),
        progress);
  }

  /**
   * A cluster and nothing else.
   *
   * @param address for example {@code kubernetes:context/namespace}
   */
  public SandboxSelector cluster(
      ClusterSettings clusters, String address, SandboxSelector.Reason reason) {
    return new SandboxSelector(
        List.of(new ClusterProvider(clusters, address, progress, clock)), reason, progress);
  }
}
