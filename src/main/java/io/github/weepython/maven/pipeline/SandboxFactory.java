package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.kubernetes.BuildRootPusher;
import io.github.weepython.maven.sandbox.kubernetes.ClusterSettings;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the sandboxes of an environment: this machine's, or those that the user names. */
public final class SandboxFactory {
  /** A build root is about 100 MB. */
  private static final Duration BUILD_ROOT_PUSH = Duration.ofMinutes(15);

  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public SandboxFactory(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /** This machine's namespaces and daemon, as far as {@code <compiler>} lets them count. */
  public SandboxSelector here() {
    Machine machine = environment.machine();
    return order().here(machine.daemons(), machine.path(), machine.os());
  }

  /** This machine's daemon and nothing else. */
  SandboxSelector daemon(SandboxSelector.Reason reason) {
    return order().daemon(environment.machine().daemons(), reason);
  }

  /** The builder that the user names for a platform: a daemon or a cluster. */
  public SandboxSelector builder(Platform platform, String address) {
    return Builders.isCluster(address)
        ? cluster(platform, address)
        : order().builder(environment.machine().daemon(platform, address), platform);
  }

  private SandboxSelector cluster(Platform platform, String address) {
    CompilerSettings compiling = environment.compiling();
    KubernetesSettings pods = compiling.builders().pods();
    ImageName roots = pods.roots().orElseThrow(); // Builders has refused clusters without.
    PushOptions options = new PushOptions(BUILD_ROOT_PUSH, false, false, false, Optional.empty());
    Machine machine = environment.machine();
    BuildRootPusher images =
        new BuildRootPusher(
            new Store(environment.cache()),
            roots,
            environment.pushes(options),
            machine.processors(),
            progress);
    ClusterSettings clusters =
        new ClusterSettings(
            new Kubeconfig(machine.variables(), machine.home()),
            new ClusterSettings.JobOptions(compiling.limits(), pods, images));
    return order().cluster(clusters, address, SandboxSelector.Reason.builder(platform));
  }

  private SandboxOrder order() {
    return new SandboxOrder(environment.compiling(), progress, clock);
  }
}
