package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;

/** The user's clusters, and how jobs are to be there. */
public final class ClusterSettings {
  private final Kubeconfig kubeconfig;
  private final JobOptions options;

  /**
   * How jobs are to be on a cluster.
   *
   * @param registry which it pulls roots from
   */
  public record JobOptions(
      CompilerSettings.Limits limits, KubernetesSettings pods, BuildRootPublisher registry) {}

  public ClusterSettings(Kubeconfig kubeconfig, JobOptions options) {
    this.kubeconfig = kubeconfig;
    this.options = options;
  }

  Kubeconfig kubeconfig() {
    return kubeconfig;
  }

  JobOptions options() {
    return options;
  }
}
