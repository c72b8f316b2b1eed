package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong before a cluster hears of a job. */
class ClusterSandboxTest {
  @TempDir Path dir;

  private int run(Path root, BuildRootPublisher registry) throws Exception {
    Path kubeconfig =
        Files.writeString(
            dir.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: c
              cluster: {server: "https://one.example.com:6443"}
            contexts:
            - name: prod
              context: {cluster: c, user: me}
            users:
            - name: me
              user: {token: secret}
            """);
    try (Cluster cluster =
        new Kubeconfig(Map.of("KUBECONFIG", kubeconfig.toString()), dir).open("kubernetes:prod")) {
      return new ClusterSandbox(
              cluster,
              new ClusterSettings.JobOptions(
                  CompilerSettings.Limits.NONE, KubernetesSettings.DEFAULT, registry),
              Progress.NONE)
          .run(new Sandbox.Job(root, Map.of(), Map.of(), Map.of(), List.of("true")), line -> {});
    }
  }

  private static BuildRootPublisher failing(IOException failure) {
    return (root, again) -> {
      throw failure;
    };
  }

  @Test
  void doesNotBlameTheClusterForThisMachinesFiles() {
    IOException full = new IOException("No space left on device");
    assertThatThrownBy(() -> run(dir.resolve("gone"), failing(full)))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> run(Files.createDirectory(dir.resolve("root")), failing(full)))
        .isSameAs(full);
  }

  @Test
  void saysThatAJobBrokeOff() {
    assertThatThrownBy(() -> run(dir, failing(new IOException("connection reset"))))
        .isInstanceOf(SandboxException.class)
        .hasMessageContainingAll("one.example.com", "broke off: connection reset");
  }
}
