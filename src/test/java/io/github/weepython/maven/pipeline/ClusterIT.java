package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.kube.MockCluster.evicted;
import static io.github.weepython.maven.kube.MockCluster.terminated;
import static io.github.weepython.maven.kube.MockCluster.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.MockCluster;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.sandbox.CuttingProxy;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.Compiling;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a mocked cluster, whose images, pods and bytes are real. */
class ClusterIT {
  private static final Platform HERE = Platform.host(System.getProperty("os.arch"));

  @TempDir static Path shared;
  private static RegistryServer registry;
  private static Path root;

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();
  private MockCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    registry = RegistryServer.start(Files.createDirectories(shared.resolve("registry")));
    root = SmallRoot.make(shared.resolve("root"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void startCluster() throws IOException {
    cluster = MockCluster.start(Files.createDirectories(dir.resolve("cluster")));
  }

  @AfterEach
  void leavesNothing() throws IOException {
    try {
      assertThat(cluster.client().batch().v1().jobs().inAnyNamespace().list().getItems()).isEmpty();
      assertThat(policies()).isEmpty();
    } finally {
      cluster.close();
    }
  }

  private List<NetworkPolicy> policies() {
    return cluster.client().network().v1().networkPolicies().inAnyNamespace().list().getItems();
  }

  @Test
  void bringsSourcesInAndResultsOut() throws Exception {
    Path source = Files.createDirectories(dir.resolve("source"));
    byte[] big = new byte[5_000_000];
    new java.util.Random(7).nextBytes(big);
    Files.write(source.resolve("big"), big);
    Path program = Files.writeString(dir.resolve("program"), "#!/bin/sh\necho ran $1\n");
    program.toFile().setExecutable(true);
    Path out = Files.createDirectories(dir.resolve("out"));
    Sandbox sandbox = sandbox(Compiling.Limits.NONE, cluster.kubeconfig());
    String script =
        "cat /usr/src/python/big >/usr/local/b; chmod 555 /usr/local/b; mkdir /usr/local/d;"
            + " ln -s ../b /usr/local/d/s; ln /usr/local/b /usr/local/h; rm -r /usr/src/python;"
            + " /wee/program \"$WISH\"; echo 'a $HOME $$(x) \"q\"' >&2; ls /sys/class/net; exit 0";

    int status =
        sandbox.run(
            new Sandbox.Job(
                root,
                Map.of("/usr/src/python", source, "/usr/local", out),
                Map.of("/wee/program", program),
                Map.of("PATH", "/usr/bin", "WISH", "granted $(PATH) 'x"),
                List.of("/bin/sh", "-c", script)),
            lines::add);

    assertThat(status).isZero();
    assertThat(lines).startsWith("ran granted $(PATH) 'x", "a $HOME $$(x) \"q\"");
    assertThat(out.resolve("b")).hasBinaryContent(big);
    assertThat(Files.getAttribute(out.resolve("b"), "unix:mode")).isEqualTo(0100555);
    assertThat(Files.readSymbolicLink(out.resolve("d/s"))).hasToString("../b");
    assertThat(Files.getAttribute(out.resolve("h"), "unix:nlink")).isEqualTo(2);
    assertThat(source.resolve("big")).exists();
    assertThat(cluster.jobs()).isEqualTo(2); // The first counts processors.
    assertThat(sandbox.processors(77)).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void givesTheStatusAndBringsNothingOutWhenTheJobFails() throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));

    int status = run(job(Map.of("/usr/local", out), "echo x >/usr/local/x; exit 3"));

    assertThat(status).isEqualTo(3);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void whatTheJobLeavesRunningEndsWithIt() throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));

    assertThat(run(job(Map.of("/usr/local", out), "sleep 600 & echo begun; exit 0"))).isZero();
    assertThat(lines).containsExactly("begun");
  }

  @Test
  void aJobMayChangeARootOfItsOwn() throws Exception {
    Path own = SmallRoot.make(dir.resolve("own"));
    Files.createDirectories(own.resolve("var/old"));
    Files.writeString(own.resolve("etc/hosts"), "127.0.0.1 the-roots-own");
    Path record = Files.createDirectory(dir.resolve("record"));
    String script =
        "mkdir /top /var/made; chmod 2755 /var/made; echo r >/tmp/record/r; rm -r /var/old";

    int status =
        run(
            new Sandbox.Job(
                root,
                Map.of("/tmp/record", record),
                Map.of(),
                Map.of("PATH", "/usr/bin"),
                List.of("/bin/sh", "-c", script),
                Optional.of(own)));

    assertThat(lines).isEmpty();
    assertThat(status).isZero();
    assertThat(own.resolve("top")).isDirectory();
    assertThat(own.resolve("var/old")).doesNotExist();
    assertThat(Files.getAttribute(own.resolve("var/made"), "unix:mode")).isEqualTo(042755);
    assertThat(own.resolve("etc/hosts")).hasContent("127.0.0.1 the-roots-own");
    assertThat(own.resolve("tmp")).doesNotExist();
    assertThat(record.resolve("r")).hasContent("r");
  }

  @Test
  void asksForOnePodOfThePlatformWithLimitsDeadlineAndNoNetwork() throws Exception {
    Compiling.Limits limits = new Compiling.Limits(3L << 30, 1.5, 0);
    List<Job> jobs = new ArrayList<>();
    List<NetworkPolicy> policies = new ArrayList<>();
    sandbox(limits, cluster.kubeconfig())
        .run(
            job(Map.of(), "echo begun"),
            line -> {
              jobs.addAll(
                  cluster.client().batch().v1().jobs().inNamespace("wee").list().getItems());
              policies.addAll(policies());
            });

    Job job = jobs.get(0);
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(3600);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive();
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getNodeSelector()).containsEntry("kubernetes.io/arch", HERE.architecture());
    assertThat(pod.getImagePullSecrets().get(0).getName()).isEqualTo("pulls");
    assertThat(pod.getContainers().get(0).getImage())
        .startsWith("127.0.0.1:" + registry.port() + "/team/wee-build-root@sha256:");
    assertThat(pod.getContainers().get(0).getResources().getLimits())
        .containsEntry("cpu", new Quantity("1500m"))
        .containsEntry("memory", new Quantity(Long.toString(3L << 30)));
    NetworkPolicy policy = policies.get(0);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress()).isEmpty();
    assertThat(policy.getSpec().getEgress()).isEmpty();
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    assertThat(policy.getMetadata().getOwnerReferences().get(0).getUid())
        .isEqualTo(job.getMetadata().getUid());
  }

  @Test
  void aConnectionThatBreaksAgainAndAgainHarmsNothing() throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));
    try (CuttingProxy proxy = new CuttingProxy(cluster.port())) {
      Sandbox sandbox = sandbox(Compiling.Limits.NONE, cluster.kubeconfig(proxy.port()));
      int status =
          sandbox.run(
              job(
                  Map.of("/usr/local", out),
                  "for i in 1 2 3 4 5; do echo $i; sleep 1; done; echo x >/usr/local/x"),
              line -> {
                lines.add(line);
                quietly(proxy::cut);
              });

      assertThat(status).isZero();
    }
    assertThat(lines).containsExactly("1", "2", "3", "4", "5");
    assertThat(out.resolve("x")).hasContent("x");
  }

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
    Sandbox sandbox = sandbox(Compiling.Limits.NONE, cluster.kubeconfig());
    Throwable failure =
        catchThrowable(
            () -> sandbox.run(job(Map.of(), "echo begun; sleep 600"), line -> quietly(harm)));
    assertThat(failure).isInstanceOf(WeeException.class);
    return failure;
  }

  @Test
  void saysThatTheImageCanNotBePulled() throws Exception {
    cluster.podsAre(waiting("ImagePullBackOff", "pull access denied"));

    assertThatThrownBy(() -> sandbox(Compiling.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("pull access denied", "<builderImage>", "<builderPullSecrets>");
  }

  @Test
  void saysThatNoNodeTakesThePod() throws Exception {
    PodStatus pending =
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity")
            .endCondition()
            .build();
    cluster.podsAre(pending);

    assertThatThrownBy(() -> sandbox(Compiling.Limits.NONE, cluster.kubeconfig()))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("0/3 nodes are available", "after 5 s", "<builderWait>");
  }

  @Test
  void refusesBeforeAnyWorkWhereThatIsForbidden() throws Exception {
    cluster.forbid("jobs");

    assertThatThrownBy(() -> sandboxes(Compiling.Limits.NONE, cluster.kubeconfig()).require())
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("you may not create jobs.batch", "A Role in the namespace wee");
    assertThat(cluster.jobs()).isZero();
  }

  @Test
  void leavesNoJobWithoutItsNetworkPolicy() throws Exception {
    Sandbox sandbox = sandbox(Compiling.Limits.NONE, cluster.kubeconfig());
    cluster.forbid("networkpolicies");

    assertThatThrownBy(() -> sandbox.run(job(Map.of(), "true"), lines::add))
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("refuses to take the network policy", "networkpolicies");
  }

  @Test
  void namesTheContextsThatThereAre() throws Exception {
    assertThatThrownBy(
            () ->
                environment(Compiling.Limits.NONE, cluster.kubeconfig())
                    .builtBy(HERE, "kubernetes:none/wee", Progress.NONE, InstantSource.system())
                    .require())
        .isInstanceOf(WeeException.class)
        .hasMessageContainingAll("'none'", "other, test", "since <builders> names it for " + HERE);
  }

  @Test
  void removesTheJobsOfKilledRunsAndNoOthers() throws Exception {
    Job killed = left("killed", Map.of("io.github.weepython.pid", "1"));
    String machine = machine();
    killed.getMetadata().getAnnotations().put("io.github.weepython.machine", machine);
    Job foreign = left("foreign", Map.of("io.github.weepython.machine", "another"));
    cluster.podsAre(waiting("ContainerCreating", ""));
    for (Job each : List.of(killed, foreign)) {
      cluster.client().resource(each).inNamespace("wee").create();
    }

    catchThrowable(() -> sandbox(Compiling.Limits.NONE, cluster.kubeconfig()));

    assertThat(cluster.client().batch().v1().jobs().inNamespace("wee").list().getItems())
        .extracting(each -> each.getMetadata().getName())
        .containsExactly("foreign");
    cluster.client().batch().v1().jobs().inNamespace("wee").delete();
  }

  private static Job left(String name, Map<String, String> owner) {
    return new io.fabric8.kubernetes.api.model.batch.v1.JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("app.kubernetes.io/managed-by", "wee-maven-plugin"))
        .withAnnotations(new java.util.HashMap<>(owner))
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Map.of("x", "y"))
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static String machine() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
        + " "
        + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
  }

  @Test
  void wholeTreesArePushedOnce() throws Exception {
    List<String> said = new ArrayList<>();
    Progress hearing = new HeardProgress(new ArrayList<>(), said);
    for (int i = 0; i < 2; i++) {
      environment(Compiling.Limits.NONE, cluster.kubeconfig())
          .builtBy(HERE, "kubernetes:test", hearing, InstantSource.system())
          .choose(root);
    }

    assertThat(said)
        .filteredOn(each -> each.startsWith("Pushed the build root"))
        .hasSizeLessThan(2);
    assertThat(said)
        .last()
        .asString()
        .startsWith("Compiler: kubernetes (the cluster at http://127.0.0.1:")
        .endsWith("(context test, namespace wee)), as <builders> says");
  }

  private int run(Sandbox.Job job) throws Exception {
    return sandbox(Compiling.Limits.NONE, cluster.kubeconfig()).run(job, lines::add);
  }

  private Sandbox sandbox(Compiling.Limits limits, Path kubeconfig) throws IOException {
    return sandboxes(limits, kubeconfig).choose(root);
  }

  private io.github.weepython.maven.sandbox.Sandboxes sandboxes(
      Compiling.Limits limits, Path kubeconfig) {
    return environment(limits, kubeconfig)
        .builtBy(HERE, "kubernetes:test/wee", Progress.NONE, InstantSource.system());
  }

  private Environment environment(Compiling.Limits limits, Path kubeconfig) {
    Pods pods =
        Pods.parse("127.0.0.1:" + registry.port() + "/team/wee-build-root", "pulls", 5, 3600);
    Builders builders = Builders.parse(HERE, Map.of(HERE.id(), "kubernetes:test/wee"), pods);
    return Rig.environment(
        shared.resolve("cache"),
        dir,
        Map.of("KUBECONFIG", kubeconfig.toString()),
        new Compiling(Compiling.Place.AUTO, limits, builders));
  }

  private static Sandbox.Job job(Map<String, Path> writable, String script) {
    return new Sandbox.Job(
        root, writable, Map.of(), Map.of("PATH", "/usr/bin"), List.of("/bin/sh", "-c", script));
  }

  private interface Harm {
    void run() throws Exception;
  }

  private static void quietly(Harm harm) {
    try {
      harm.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
