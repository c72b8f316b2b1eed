package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.pipeline.SandboxOrder;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in containers of a real dockerd. */
class DaemonSandboxIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();

  @Test
  void bringsSourcesInAndResultsOut() throws Exception {
    Path source = Files.createDirectories(dir.resolve("source"));
    Files.writeString(source.resolve("a"), "text");
    Path out = Files.createDirectories(dir.resolve("out"));

    int status =
        RIG.sandbox()
            .run(
                RIG.job(
                    Map.of("/usr/src/python", source, "/usr/local", out),
                    "cat /usr/src/python/a >/usr/local/b; chmod 555 /usr/local/b; mkdir"
                        + " /usr/local/d; ln -s ../b /usr/local/d/s; ln /usr/local/b /usr/local/h;"
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
        RIG.sandbox()
            .run(RIG.job(Map.of("/usr/local", out), "echo x >/usr/local/x; exit 3"), lines::add);

    assertThat(status).isEqualTo(3);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void doesNotBlameTheDaemonForWhoHearsTheLines() {
    UncheckedIOException full =
        new UncheckedIOException(new IOException("No space left on device"));
    assertThatThrownBy(
            () ->
                RIG.sandbox()
                    .run(
                        RIG.job("echo x"),
                        line -> {
                          throw full;
                        }))
        .isSameAs(full);
  }

  @Test
  void hasNoNetworkAndTheLimitsAskedFor() throws Exception {
    int status =
        RIG.sandbox(new CompilerSettings.Limits(64 << 20, 1.5, 77))
            .run(
                RIG.job(
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
  void aLimitOfMoreProcessorsThanThereAreIsNone() throws Exception {
    Sandbox all = RIG.sandbox(new CompilerSettings.Limits(0, 1000, 0));

    assertThat(all.run(RIG.job("true"), lines::add)).isZero();
  }

  @Test
  void aJobHasTheEnvironmentThatItAskedFor() throws Exception {
    RIG.sandbox().run(RIG.job("env | sort"), lines::add);

    assertThat(lines).containsExactly("HOME=/", "PATH=/usr/bin", "PWD=/", "WISH=granted");
  }

  @Test
  void aTrainingMayHaveTheSameAddressesEachTime() throws Exception {
    RIG.sandbox().run(RIG.job("setarch -R cat /proc/self/personality"), lines::add);

    assertThat(lines).containsExactly("00040000");
  }

  @Test
  void keepsTheSeccompProfileThatAnAdministratorChose() throws Exception {
    Path folder = Files.createTempDirectory("wee"); // Short, as a socket's path must be.
    Path profile =
        Files.writeString(
            folder.resolve("seccomp.json"),
            """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["personality"], "action": "SCMP_ACT_ERRNO"}]}
            """);
    try (DockerDaemon strict = DockerDaemon.start(folder, "--seccomp-profile", "" + profile)) {
      int status =
          RIG.open(strict.daemons(), CompilerSettings.Limits.NONE)
              .run(RIG.job("setarch -R cat /proc/self/personality"), lines::add);

      assertThat(status).isNotZero();
      assertThat(String.join(" ", lines)).contains("Operation not permitted");
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  @Test
  void importsARootOnce() throws Exception {
    RIG.sandbox().run(RIG.job("true"), lines::add);
    String first = RIG.docker().docker("images", "-q", "--no-trunc");
    RIG.sandbox().run(RIG.job("true"), lines::add);

    assertThat(RIG.docker().docker("images", "-q", "--no-trunc"))
        .isEqualTo(first)
        .doesNotContain("\n");
    assertThat(RIG.docker().docker("images", "--format", "{{.Repository}}:{{.Tag}}"))
        .matches("wee-build-root:[0-9a-f]{64}");
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
        RIG.sandbox()
            .run(
                new Sandbox.Job(
                    RIG.root(),
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
    assertThat(RIG.docker().docker("images", "-q").lines()).hasSize(1);
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
                        RIG.sandbox()
                            .run(
                                RIG.job(Map.of("/usr/local", out), "echo " + i + " >/usr/local/n"),
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
    SandboxSelector ladder = RIG.sandboxes(new HeardProgress(new ArrayList<>(), said));

    assertThat(ladder.choose(RIG.root()).run(RIG.job("true"), lines::add)).isZero();
    assertThat(said.get(said.size() - 1))
        .startsWith("Compiler: docker (Docker ")
        .endsWith(", as <compiler> says");
  }

  @Test
  void triesARootOutOnceAndHangsUpAtTheEnd() throws Exception {
    List<String> said = new ArrayList<>();
    AtomicInteger containers = new AtomicInteger();
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      proxy.at("POST .*/containers/create.*", containers::incrementAndGet);
      try (SandboxSelector ladder =
          new SandboxOrder(
                  new CompilerSettings(CompilerSettings.Place.DOCKER, CompilerSettings.Limits.NONE),
                  new HeardProgress(new ArrayList<>(), said),
                  InstantSource.system())
              .here(DockerDaemon.daemons(proxy.address()), "", "Linux")) {
        ladder.choose(RIG.root());
        int once = containers.get();
        ladder.choose(RIG.root());
        assertThat(ladder.choose(RIG.root()).run(RIG.job("true"), lines::add)).isZero();
        assertThat(once).isEqualTo(1);
        assertThat(containers).hasValue(2);
        assertThat(proxy.connections()).isPositive();
      }
      proxy.awaitHangUp();
      assertThat(said).filteredOn(line -> line.startsWith("Compiler: docker")).hasSize(1);
    }
  }
}
