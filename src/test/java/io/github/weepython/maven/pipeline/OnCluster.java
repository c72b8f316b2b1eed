package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.github.weepython.maven.kube.MockCluster;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PodSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of jobs on a mocked cluster, whose images, pods and bytes are real. */
abstract class OnCluster {
  static final Platform HERE = Platform.host(System.getProperty("os.arch"));

  @TempDir static Path shared;
  static RegistryServer registry;
  static Path root;

  @TempDir Path dir;
  final List<String> lines = new ArrayList<>();
  MockCluster cluster;

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

  List<NetworkPolicy> policies() {
    return cluster.client().network().v1().networkPolicies().inAnyNamespace().list().getItems();
  }

  /** How many seconds a pod may take to run. */
  long patience = 60;

  /** Which nodes its pods go to. */
  PodSettings pod = PodSettings.DEFAULT;

  /** Hears what is waited for. */
  Progress progress = Progress.NONE;

  Sandbox sandbox(CompilerSettings.Limits limits, Path kubeconfig) throws IOException {
    return sandboxes(limits, kubeconfig).choose(root);
  }

  SandboxSelector sandboxes(CompilerSettings.Limits limits, Path kubeconfig) {
    return new SandboxFactory(environment(limits, kubeconfig), progress, InstantSource.system())
        .builder(HERE, "kubernetes:test/wee");
  }

  Environment environment(CompilerSettings.Limits limits, Path kubeconfig) {
    KubernetesSettings pods =
        KubernetesSettings.parse(
            "127.0.0.1:" + registry.port() + "/team/wee-build-root", "pulls", patience, 3600, pod);
    Builders builders = Builders.parse(HERE, Map.of(HERE.id(), "kubernetes:test/wee"), pods);
    return Rig.environment(
        shared.resolve("cache"),
        dir,
        Map.of("KUBECONFIG", kubeconfig.toString()),
        new CompilerSettings(CompilerSettings.Place.AUTO, limits, builders));
  }

  static Sandbox.Job job(Map<String, Path> writable, String script) {
    return new Sandbox.Job(
        root, writable, Map.of(), Map.of("PATH", "/usr/bin"), List.of("/bin/sh", "-c", script));
  }

  /** A job in whose midst something happens: its output comes whole, each line once. */
  void runsThrough(Path kubeconfig, Harm harm) throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, kubeconfig);

    int status =
        sandbox.run(
            job(Map.of(), "echo begun; sleep 1; echo over"),
            line -> {
              lines.add(line);
              quietly(harm);
            });

    assertThat(status).isZero();
    assertThat(lines).containsExactly("begun", "over");
  }

  interface Harm {
    void run() throws Exception;
  }

  static void quietly(Harm harm) {
    try {
      harm.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
