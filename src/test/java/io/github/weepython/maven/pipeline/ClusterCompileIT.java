package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.OwnCache;
import io.github.weepython.maven.PythonProject;
import io.github.weepython.maven.kube.MockCluster;
import io.github.weepython.maven.publish.RegistryServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CPython compiled in a pod by {@code mvn package}: the image that namespaces give. */
@Tag("sandboxes")
class ClusterCompileIT {
  @TempDir Path registryDir;
  @TempDir Path clusterDir;

  @Test
  void compilesTheSameImageInAPod() throws Exception {
    PythonProject project = PythonProject.in("cluster");
    try (RegistryServer registry = RegistryServer.start(registryDir);
        MockCluster cluster = MockCluster.start(clusterDir)) {
      String cache = OwnCache.uncompiled(project.basedir()).getPath();
      String said =
          project
              .maven(
                  "cluster",
                  Map.of("XDG_CACHE_HOME", cache, "KUBECONFIG", cluster.kubeconfig().toString()),
                  "package",
                  "-Pcluster",
                  "-Dwee.builderImage=127.0.0.1:" + registry.port() + "/team/wee-build-root")
              .log(true);

      assertThat(said)
          .contains("Compiler: kubernetes (the cluster at http://127.0.0.1:")
          .contains("Pushed the build root")
          .contains("Compiling: build");
      // One each: the processors counted, the source patched, the interpreter compiled.
      assertThat(cluster.jobs()).isEqualTo(3);
      assertThat(cluster.client().batch().v1().jobs().inAnyNamespace().list().getItems()).isEmpty();
      assertThat(project.text("target/wee/image.digest")).isEqualTo(project.expectedDigest());
    }
  }
}
