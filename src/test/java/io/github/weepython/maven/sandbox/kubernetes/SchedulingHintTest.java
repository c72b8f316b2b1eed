package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.PodSettings;
import org.junit.jupiter.api.Test;

/** The messages are those of kube-scheduler 1.36. */
class SchedulingHintTest {
  private static String hint(String waiting) {
    KubernetesSettings pods =
        KubernetesSettings.parse("", "", 1, 1, PodSettings.parse("pool=build", "", "", ""));
    return SchedulingHint.of(
        SchedulingHint.NO_NODE + waiting,
        new JobManifest("wee-1", "image", Architecture.ARM64, CompilerSettings.Limits.NONE, pods));
  }

  @Test
  void namesTheParameterThatHelps() {
    assertThat(hint("0/2 nodes are available: 2 Insufficient memory. preemption: 0/2 nodes"))
        .contains("<compilerMemory>")
        .doesNotContain("<compilerCpus>");
    assertThat(hint("0/2 nodes are available: 1 Insufficient cpu, 1 Insufficient memory."))
        .contains("<compilerMemory> and <compilerCpus>");
    assertThat(hint("0/1 nodes are available: 1 node(s) had untolerated taint {spot: true}."))
        .contains("<builderTolerations>");
    assertThat(
            hint("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector."))
        .contains("kubernetes.io/arch=arm64, kubernetes.io/os=linux, pool=build")
        .contains("<builderNodeSelector>");
    assertThat(hint("something new")).isEqualTo("It needs a node of arm64 that has room.");
  }
}
