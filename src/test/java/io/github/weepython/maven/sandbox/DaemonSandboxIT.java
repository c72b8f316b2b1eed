package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weepython.maven.daemon.Daemons;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Compiling;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in containers of a real dockerd. */
class DaemonSandboxIT {
  @TempDir static Path shared;
  private static DockerDaemon docker;
  private static Path root;

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    docker = DockerDaemon.start(shared);
    root = SmallRoot.make(shared.resolve("root"));
  }

  @AfterAll
  static void stop() {
    docker.close();
  }

  @AfterEach
  void leavesNoContainer() throws Exception {
    assertThat(docker.docker("ps", "-aq")).isEmpty();
  }

  @Test
  void bringsSourcesInAndResultsOut() throws Exception {
    Path source = Files.createDirectories(dir.resolve("source"));
    Files.writeString(source.resolve("a"), "text");
    Path out = Files.createDirectories(dir.resolve("out"));

    int status =
        sandbox(Compiling.Limits.NONE)
            .run(
                job(
                    Map.of("/usr/src/python", source, "/usr/local", out),
                    "cat /usr/src/python/a >/usr/local/b; chmod 555 /usr/local/b; mkdir /usr/local/d;"
                        + " ln -s ../b /usr/local/d/s; ln /usr/local/b /usr/local/h;"
                        + " echo $WISH; echo done >&2; exit 0"),
                lines::add);

    assertThat(status).isZero();
    assertThat(lines).containsExactlyInAnyOrder("granted", "done");
    assertThat(out.resolve("b")).hasContent("text");
    assertThat(Files.getAttribute(out.resolve("b"), "unix:mode")).isEqualTo(0100555);
    assertThat(Files.readSymbolicLink(out.resolve("d/s"))).hasToString("../b");
    assertThat(Files.getAttribute(out.resolve("h"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.list(source)).hasSize(1);
  }

  @Test
  void givesTheStatusAndBringsNothingOutWhenTheJobFails() throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));

    int status =
        sandbox(Compiling.Limits.NONE)
            .run(job(Map.of("/usr/local", out), "echo x >/usr/local/x; exit 3"), lines::add);

    assertThat(status).isEqualTo(3);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void hasNoNetworkAndTheLimitsAskedFor() throws Exception {
    int status =
        sandbox(new Compiling.Limits(64 << 20, 1.5, 77))
            .run(
                job(
                    Map.of(),
                    "ls /sys/class/net; cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max"
                        + " /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes"
                        + " /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null;"
                        + " exit 0"),
                lines::add);

    assertThat(status).isZero();
    assertThat(lines).contains("lo", "77", Long.toString(64 << 20));
    assertThat(String.join("\n", lines)).contains("150000").doesNotContain("eth0");
  }

  @Test
  void importsARootOnce() throws Exception {
    sandbox(Compiling.Limits.NONE).run(job(Map.of(), "true"), lines::add);
    String first = docker.docker("images", "-q", "--no-trunc");
    sandbox(Compiling.Limits.NONE).run(job(Map.of(), "true"), lines::add);

    assertThat(docker.docker("images", "-q", "--no-trunc")).isEqualTo(first).doesNotContain("\n");
    assertThat(docker.docker("images", "--format", "{{.Repository}}:{{.Tag}}"))
        .matches("wee-build-root:[0-9a-f]{64}");
  }

  @Test
  void saysThatTheMemoryWasTooLittle() throws Exception {
    assertThatThrownBy(
            () ->
                sandbox(new Compiling.Limits(16 << 20, 0, 0))
                    .run(job(Map.of(), "dd if=/dev/zero of=/dev/null bs=200M count=1"), lines::add))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("ran out of memory")
        .hasMessageContaining("compilerMemory");
  }

  @Test
  void saysThatTheContainerWasKilled() throws Exception {
    assertThatThrownBy(
            () ->
                sandbox(Compiling.Limits.NONE)
                    .run(
                        job(Map.of(), "echo begun; sleep 600"),
                        line -> quietly(() -> docker.docker("kill", docker.docker("ps", "-q")))))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("killed from outside (status 137)");
  }

  @Test
  void aDaemonThatDiesIsOneErrorAndTheNextRunSucceeds() throws Exception {
    assertThatThrownBy(
            () ->
                sandbox(Compiling.Limits.NONE)
                    .run(job(Map.of(), "echo begun; sleep 600"), line -> quietly(docker::kill)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(docker.tcp())
        .hasMessageContaining("failed in the middle of the job");

    docker.restart();
    // Its container is this very process's: as if that had been killed too.
    docker.docker("rm", "-f", docker.docker("ps", "-aq"));
    assertThat(sandbox(Compiling.Limits.NONE).run(job(Map.of(), "true"), lines::add)).isZero();
  }

  @Test
  void removesTheContainersOfKilledRunsAndNoOthers() throws Exception {
    sandbox(Compiling.Limits.NONE).run(job(Map.of(), "true"), lines::add);
    String image = docker.docker("images", "-q");
    Owner self = Owner.self();
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Owner living =
          new Owner(
              self.machine(),
              other.pid(),
              other.toHandle().info().startInstant().orElseThrow().toEpochMilli());
      String kept = create(image, living);
      String foreign = create(image, new Owner("another machine", 1, 1));
      create(image, new Owner(self.machine(), other.pid(), living.started() - 1));

      sandbox(Compiling.Limits.NONE);

      assertThat(docker.docker("ps", "-aq", "--no-trunc").lines())
          .containsExactlyInAnyOrder(kept, foreign);
      docker.docker("rm", kept, foreign);
    } finally {
      other.destroyForcibly();
    }
  }

  private static String create(String image, Owner owner) throws Exception {
    List<String> command = new ArrayList<>(List.of("create", "--network", "none"));
    owner.labels().forEach((name, value) -> command.addAll(List.of("--label", name + "=" + value)));
    command.addAll(List.of(image, "true"));
    return docker.docker(command.toArray(String[]::new));
  }

  @Test
  void aSilentConnectionIsOneError() throws Exception {
    assertThat(failureWhere(CuttingProxy::fallSilent)).hasMessageContaining("has fallen silent");
  }

  @Test
  void aLostConnectionIsOneError() throws Exception {
    assertThat(failureWhere(CuttingProxy::close))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("failed in the middle of the job");
  }

  private interface Harm {
    void to(CuttingProxy connection) throws Exception;
  }

  /** What comes of a job whose connection is harmed in the middle. */
  private Throwable failureWhere(Harm harm) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(docker.port())) {
      Sandbox sandbox =
          open(DockerDaemon.daemons("tcp://127.0.0.1:" + proxy.port()), Compiling.Limits.NONE);
      Sandbox.Job job = job(Map.of(), "echo begun; sleep 600");
      return catchThrowable(() -> sandbox.run(job, line -> quietly(() -> harm.to(proxy))));
    } finally {
      docker.docker("rm", "-f", docker.docker("ps", "-aq"));
    }
  }

  @Test
  void aJobMayChangeARootOfItsOwn() throws Exception {
    Path own = SmallRoot.make(dir.resolve("own"));
    Files.createDirectories(own.resolve("var/old"));
    Files.createSymbolicLink(own.resolve("bin"), Path.of("usr/bin"));
    Files.createDirectories(own.resolve("etc"));
    Files.writeString(own.resolve("etc/hosts"), "127.0.0.1 the-roots-own");
    Path program = Files.writeString(dir.resolve("program"), "#!/usr/bin/sh\necho ran >/etc/new\n");
    program.toFile().setExecutable(true);
    Path record = Files.createDirectory(dir.resolve("record"));
    String script =
        "/tmp/programs/p; mkdir /top /var/made; chmod 2755 /var/made; echo r >/tmp/record/r;"
            + " ls -d /var/old; exit 0";

    int status =
        sandbox(Compiling.Limits.NONE)
            .run(
                new Sandbox.Job(
                    root,
                    Map.of("/tmp/record", record),
                    Map.of("/tmp/programs/p", program),
                    Map.of("PATH", "/usr/bin"),
                    List.of("/usr/bin/sh", "-c", script),
                    java.util.Optional.of(own)),
                lines::add);

    assertThat(status).isZero();
    assertThat(lines).containsExactly("/var/old");
    assertThat(own.resolve("etc/new")).hasContent("ran");
    assertThat(Files.getAttribute(own.resolve("var/made"), "unix:mode")).isEqualTo(042755);
    assertThat(own.resolve("top")).isDirectory();
    assertThat(own.resolve("dev")).doesNotExist();
    assertThat(own.resolve(".dockerenv")).doesNotExist();
    assertThat(record.resolve("r")).hasContent("r");
    assertThat(own.resolve("etc/hosts")).hasContent("127.0.0.1 the-roots-own");
    assertThat(Files.list(own.resolve("etc"))).hasSize(2);
    assertThat(docker.docker("images", "-q").lines()).hasSize(1);
  }

  @Test
  void aFullDiskOfTheDaemonsIsOneErrorAndLeavesNothing() throws Exception {
    try (DockerDaemon small = DockerDaemon.startWithDisk(dir.resolve("s"), 80)) {
      Sandbox sandbox = open(small.daemons(), Compiling.Limits.NONE);
      Path source = Files.createDirectories(dir.resolve("source"));
      byte[] noise = new byte[100 << 20];
      Files.write(source.resolve("big"), noise);

      assertThatThrownBy(
              () -> sandbox.run(job(Map.of("/usr/src/python", source), "true"), lines::add))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("no space left on device")
          .hasMessageContaining("has room on its disk");

      assertThat(small.docker("ps", "-aq")).isEmpty();
      Files.delete(source.resolve("big"));
      assertThat(sandbox.run(job(Map.of("/usr/src/python", source), "true"), lines::add)).isZero();
    }
  }

  @Test
  void runsAtOnceDoNotDisturbEachOther() throws Exception {
    List<Integer> statuses =
        java.util.stream.IntStream.range(0, 4)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    Path out = Files.createDirectories(dir.resolve("out" + i));
                    int status =
                        sandbox(Compiling.Limits.NONE)
                            .run(
                                job(Map.of("/usr/local", out), "echo " + i + " >/usr/local/n"),
                                x -> {});
                    assertThat(out.resolve("n")).hasContent(Integer.toString(i));
                    return status;
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();

    assertThat(statuses).containsOnly(0);
  }

  @Test
  void theLadderEndsAtTheDaemonWhenThatIsAskedFor() throws Exception {
    List<String> said = new ArrayList<>();
    Sandboxes ladder =
        new Sandboxes(
            new Compiling(Compiling.Place.DOCKER, Compiling.Limits.NONE),
            docker.daemons(),
            "",
            "Linux",
            new HeardProgress(new ArrayList<>(), said),
            InstantSource.system());

    assertThat(ladder.choose(root).run(job(Map.of(), "true"), lines::add)).isZero();
    assertThat(said.get(said.size() - 1))
        .startsWith("Compiler: docker (Docker ")
        .endsWith(", as <compiler> says");
  }

  private static Sandbox sandbox(Compiling.Limits limits) throws IOException, InterruptedException {
    return open(docker.daemons(), limits);
  }

  private static Sandbox open(Daemons daemons, Compiling.Limits limits)
      throws IOException, InterruptedException {
    DaemonRung rung = new DaemonRung(daemons, limits, Progress.NONE, InstantSource.system());
    Look look = rung.look();
    assertThat(look.works()).as(look.found()).isTrue();
    return rung.open(root);
  }

  private static Sandbox.Job job(Map<String, Path> writable, String script) {
    return new Sandbox.Job(
        root,
        writable,
        Map.of(),
        Map.of("PATH", "/usr/bin", "WISH", "granted"),
        List.of("/bin/sh", "-c", script));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void quietly(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
