package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.kube.PodStatuses.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.docker.CuttingProxy;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many pods and connections the builds of one goal take. */
class SharedSandboxesIT extends OnCluster {
  @Test
  void tryARootOutOnceForAllPythonsAndHangUp() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(cluster.port())) {
      try (ToolchainResolver ways = ways(proxy)) {
        for (String python : List.of("3.12.9", "3.13.5", "3.13.5")) {
          sandboxes(ways, python).choose(root);
        }
        assertThat(cluster.jobs()).isEqualTo(1);
        assertThat(proxy.connections()).isPositive();
      }
      awaitHangUp(proxy);
    }
  }

  @Test
  void hangUpAfterAFailureToo() throws Exception {
    cluster.podsAre(waiting("ImagePullBackOff", "pull access denied"));
    try (CuttingProxy proxy = new CuttingProxy(cluster.port())) {
      assertThatThrownBy(
              () -> {
                try (ToolchainResolver ways = ways(proxy)) {
                  sandboxes(ways, "3.13.5").choose(root);
                }
              })
          .isInstanceOf(WeeException.class)
          .hasMessageContaining("pull access denied");
      awaitHangUp(proxy);
    }
  }

  /** Java's client has no way to hang up: it does once nobody holds it. */
  private static void awaitHangUp(CuttingProxy proxy) throws InterruptedException {
    System.gc();
    proxy.awaitHangUp();
  }

  private ToolchainResolver ways(CuttingProxy proxy) throws Exception {
    return new ToolchainResolver(
        environment(CompilerSettings.Limits.NONE, cluster.kubeconfig(proxy.port())),
        Progress.NONE,
        InstantSource.system());
  }

  private static SandboxSelector sandboxes(ToolchainResolver ways, String python) {
    return ways.of(
            Specs.here(python, Suite.TRIXIE, PackageSelection.NONE),
            machine -> {
              throw new IllegalStateException("nothing is cross-compiled");
            })
        .sandboxes();
  }
}
