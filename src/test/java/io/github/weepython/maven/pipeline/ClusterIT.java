package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.kube.PodStatuses.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.sandbox.docker.CuttingProxy;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.PodSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a job on a cluster is given, and what it brings back. */
class ClusterIT extends OnCluster {
  @Test
  void bringsSourcesInAndResultsOut() throws Exception {
    Path source = Files.createDirectories(dir.resolve("source"));
    byte[] big = new byte[5_000_000];
    new Random(7).nextBytes(big);
    Files.write(source.resolve("big"), big);
    Path program = Files.writeString(dir.resolve("program"), "#!/bin/sh\necho ran $1\n");
    program.toFile().setExecutable(true);
    Path out = Files.createDirectories(dir.resolve("out"));
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig());
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
  void aJobThatEndsAtOnceDoesNotTakeItsVisitorWithIt() throws Exception {
    // The visitor that starts the job is still there when it ends.
    cluster.changeVisits(
        command ->
            command.get(2).endsWith("/go")
                ? List.of(
                    "/bin/sh",
                    "-c",
                    command.get(2) + "; until [ -e /tmp/.wee-job/status ]; do sleep 0.1; done")
                : command);

    assertThat(run(job(Map.of(), "echo begun"))).isZero();
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
    CompilerSettings.Limits limits = new CompilerSettings.Limits(3L << 30, 1.5, 0);
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
    assertThat(pod.getNodeSelector())
        .containsEntry("kubernetes.io/arch", HERE.architecture().toString());
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
  void goesToTheNodesThatTheUserNamesAndCarriesTheUsersLabels() throws Exception {
    pod =
        PodSettings.parse(
            "pool=build", "dedicated=build:NoSchedule,spot", "team=platform", "builds");
    List<Job> jobs = new ArrayList<>();
    sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig())
        .run(
            job(Map.of(), "echo begun"),
            line ->
                jobs.addAll(
                    cluster.client().batch().v1().jobs().inNamespace("wee").list().getItems()));

    Job job = jobs.get(0);
    PodSpec spec = job.getSpec().getTemplate().getSpec();
    assertThat(job.getMetadata().getLabels())
        .containsEntry("team", "platform")
        .containsEntry("app.kubernetes.io/managed-by", "wee-maven-plugin");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("team", "platform");
    assertThat(spec.getServiceAccountName()).isEqualTo("builds");
    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getNodeSelector())
        .containsEntry("pool", "build")
        .containsEntry("kubernetes.io/arch", HERE.architecture().toString());
    assertThat(spec.getTolerations())
        .contains(
            new Toleration("NoSchedule", "dedicated", "Equal", null, "build"),
            new Toleration(null, "spot", "Exists", null, null));
  }

  @Test
  void aConnectionThatBreaksAgainAndAgainHarmsNothing() throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));
    try (CuttingProxy proxy = new CuttingProxy(cluster.port())) {
      Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig(proxy.port()));
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
  void removesTheJobsOfKilledRunsAndNoOthers() throws Exception {
    Job killed = left("killed", Map.of("io.github.weepython.pid", "1"));
    String machine = machine();
    killed.getMetadata().getAnnotations().put("io.github.weepython.machine", machine);
    Job foreign = left("foreign", Map.of("io.github.weepython.machine", "another"));
    cluster.podsAre(waiting("ContainerCreating", ""));
    for (Job job : List.of(killed, foreign)) {
      cluster.client().resource(job).inNamespace("wee").create();
    }

    catchThrowable(() -> sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()));

    assertThat(cluster.client().batch().v1().jobs().inNamespace("wee").list().getItems())
        .extracting(each -> each.getMetadata().getName())
        .containsExactly("foreign");
    cluster.client().batch().v1().jobs().inNamespace("wee").delete();
  }

  private static Job left(String name, Map<String, String> owner) {
    return new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("app.kubernetes.io/managed-by", "wee-maven-plugin"))
        .withAnnotations(new HashMap<>(owner))
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
      new SandboxFactory(
              environment(CompilerSettings.Limits.NONE, cluster.kubeconfig()),
              hearing,
              InstantSource.system())
          .builder(HERE, "kubernetes:test")
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
    return sandbox(CompilerSettings.Limits.NONE, cluster.kubeconfig()).run(job, lines::add);
  }
}
