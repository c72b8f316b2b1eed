package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.spec.Compiling;
import io.github.weepython.maven.spec.Pods;

/** The user's clusters, and how jobs are to be there. */
public final class ClusterSettings {
  private final Kubeconfig kubeconfig;
  private final Wish wish;

  /**
   * How jobs are to be on a cluster.
   *
   * @param registry which it pulls roots from
   */
  public record Wish(Compiling.Limits limits, Pods pods, BuildRootPublisher registry) {}

  public ClusterSettings(Kubeconfig kubeconfig, Wish wish) {
    this.kubeconfig = kubeconfig;
    this.wish = wish;
  }

  Kubeconfig kubeconfig() {
    return kubeconfig;
  }

  Wish wish() {
    return wish;
  }
}
