package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.kube.PodStatuses.evicted;
import static io.github.weepython.maven.kube.PodStatuses.terminated;
import static io.github.weepython.maven.kube.PodStatuses.unschedulable;
import static io.github.weepython.maven.kube.PodStatuses.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.CompilerSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
        .hasMessageContainingAll("did not finish within 3600 s", "<builderDeadline>");
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
    patience = 5;
    cluster.podsAre(
        unschedulable("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity."));

    assertThatThrownBy(() -> sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("after 5 s", "node affinity. It needs a node", "<builderWait>");
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

  /** An API server that has just started refuses what it allowed a minute ago. */
  @Test
  void asksAgainForARightThatItHad() throws Exception {
    runsThrough(cluster.kubeconfig(), () -> cluster.denyNext(7));
  }

  @Test
  void asksAgainWhereTheNextJobIsRefusedWhatTheLastWasAllowed() throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
    cluster.denyNext(4);

    assertThat(sandbox.run(job(Map.of(), "true"), lines::add)).isZero();
  }

  @Test
  void waitsForItsTurnWhereAQuotaOfJobsIsUsedUp() throws Exception {
    cluster.exceedQuota(
        "jobs",
        1,
        "jobs.batch is forbidden: exceeded quota: three, requested: count/jobs.batch=1, used:"
            + " count/jobs.batch=3, limited: count/jobs.batch=3");

    assertThat(
            sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig())
                .run(job(Map.of(), "true"), lines::add))
        .isZero();
  }

  /** There are two looks a second, and 31 take longer than {@code <builderWait>}. */
  @Test
  void waitingForAQuotaIsNotWaitingForANode() throws Exception {
    patience = 15;
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
    cluster.holdPods(
        31,
        "pods is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3");

    assertThat(sandbox.run(job(Map.of(), "true"), lines::add)).isZero();
  }

  /** The cluster tries again and again, each time with a pod of another name. */
  @Test
  void saysOnceThatItWaitsForAQuota() throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    progress = new HeardProgress(new CopyOnWriteArrayList<>(), said);
    cluster.holdPods(
        4,
        "Error creating: pods \\\"wee-#\\\" is forbidden: exceeded quota: q, requested: pods=1,"
            + " used: pods=3, limited: pods=3");

    assertThat(
            sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig())
                .run(job(Map.of(), "true"), lines::add))
        .isZero();
    assertThat(said.stream().filter(each -> each.contains("Waiting for a pod"))).hasSize(1);
  }

  @Test
  void refusesAtOnceWhatNoQuotaWillEverTake() throws Exception {
    cluster.holdPods(
        1000,
        "pods is forbidden: exceeded quota: q, requested: limits.memory=4Gi, used:"
            + " limits.memory=0, limited: limits.memory=2Gi");

    assertThatThrownBy(() -> sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("never fits", "Lower <compilerMemory>")
        .hasMessageNotContaining("baseline");
  }

  @Test
  void leavesNoJobWithoutItsNetworkPolicy() throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
    cluster.exceedQuota(
        "networkpolicies",
        1000,
        "networkpolicies is forbidden: exceeded quota: none, requested:"
            + " count/networkpolicies=1, used: count/networkpolicies=0, limited:"
            + " count/networkpolicies=0");

    assertThatThrownBy(() -> sandbox.run(job(Map.of(), "true"), lines::add))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("did not accept the network policy", "never fits");
  }

  @Test
  void namesTheContextsThatThereAre() throws Exception {
    assertThatThrownBy(
            () ->
                new SandboxFactory(
                        environment(CompilerSettings.Limits.NONE, cluster.kubeconfig()),
                        Progress.NONE,
                        InstantSource.system())
                    .builder(HERE, "kubernetes:none/wee")
                    .require())
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("'none'", "other, test", "since <builders> names it for " + HERE);
  }
}
