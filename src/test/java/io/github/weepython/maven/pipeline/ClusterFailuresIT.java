package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.kube.PodStatuses.evicted;
import static io.github.weepython.maven.kube.PodStatuses.terminated;
import static io.github.weepython.maven.kube.PodStatuses.unschedulable;
import static io.github.weepython.maven.kube.PodStatuses.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.CompilerSettings;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people read when a cluster does not do what was asked for. */
class ClusterFailuresIT extends OnCluster {
  @Test
  void saysThatThePodWasEvicted() throws Exception {
    assertThat(failureWhere(() -> cluster.change(evicted("low on resource: ephemeral-storage"))))
        .hasMessageContainingAll("evicted", "ephemeral-storage", "<compilerMemory>");
  }

  @Test
  void saysThatTheMemoryWasTooLittle() throws Exception {
    assertThat(failureWhere(() -> cluster.change(terminated("OOMKilled", 137))))
        .hasMessageContainingAll("ran out of memory (status 137)", "-Dwee.compilerMemory");
  }

  @Test
  void saysThatTheTimeIsOver() throws Exception {
    assertThat(failureWhere(cluster::exceedDeadline))
        .hasMessageContainingAll("not over within 3600 s", "<builderDeadline>");
  }

  @Test
  void saysThatSomebodyRemovedTheJob() throws Exception {
    assertThat(failureWhere(() -> cluster.client().batch().v1().jobs().inNamespace("wee").delete()))
        .hasMessageContaining("was removed from the cluster");
  }

  private Throwable failureWhere(Harm harm) throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
    Throwable failure =
        catchThrowable(
            () -> sandbox.run(job(Map.of(), "echo begun; sleep 600"), line -> quietly(harm)));
    assertThat(failure).isInstanceOf(WeeException.class);
    return failure;
  }

  @Test
  void saysThatTheImageCanNotBePulled() throws Exception {
    cluster.podsAre(waiting("ImagePullBackOff", "pull access denied"));

    assertThatThrownBy(() -> sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("pull access denied", "<builderImage>", "<builderPullSecrets>");
  }

  @Test
  void saysThatNoNodeTakesThePod() throws Exception {
    cluster.podsAre(
        unschedulable("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity"));

    assertThatThrownBy(() -> sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("0/3 nodes are available", "after 5 s", "<builderWait>");
  }

  @Test
  void refusesBeforeAnyWorkWhereThatIsForbidden() throws Exception {
    cluster.forbid("jobs");

    assertThatThrownBy(
            () -> sandboxes(CompilerSettings.Limits.NONE, cluster.kubeconfig()).require())
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll(
            "you may not create jobs.batch", "Create a Role in the namespace wee");
    assertThat(cluster.jobs()).isZero();
  }

  @Test
  void leavesNoJobWithoutItsNetworkPolicy() throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
    cluster.forbid("networkpolicies");

    assertThatThrownBy(() -> sandbox.run(job(Map.of(), "true"), lines::add))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("refuses to take the network policy", "networkpolicies");
  }

  @Test
  void namesTheContextsThatThereAre() throws Exception {
    assertThatThrownBy(
            () ->
                environment(CompilerSettings.Limits.NONE, cluster.kubeconfig())
                    .builtBy(HERE, "kubernetes:none/wee", Progress.NONE, InstantSource.system())
                    .require())
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("'none'", "other, test", "since <builders> names it for " + HERE);
  }
}
