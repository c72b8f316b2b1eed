package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;

/** The user's clusters, and how jobs are to be there. */
public final class ClusterSettings {
  private final Kubeconfig kubeconfig;
  private final JobOptions wish;

  /**
   * How jobs are to be on a cluster.
   *
   * @param registry which it pulls roots from
   */
  public record JobOptions(
      CompilerSettings.Limits limits, KubernetesSettings pods, BuildRootPublisher registry) {}

  public ClusterSettings(Kubeconfig kubeconfig, JobOptions wish) {
    this.kubeconfig = kubeconfig;
    this.wish = wish;
  }

  Kubeconfig kubeconfig() {
    return kubeconfig;
  }

  JobOptions wish() {
    return wish;
  }
}
