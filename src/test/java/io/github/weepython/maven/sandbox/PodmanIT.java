package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Compiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job in a container of Podman, by its service's socket. */
class PodmanIT {
  @TempDir Path dir;
  private Process podman;

  @BeforeEach
  void start() throws Exception {
    List<String> command = command("system", "service", "--time=0", "unix://" + socket());
    try {
      podman =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "podman is wanted by this test. Install it: sudo sh src/it/install-servers.sh", e);
    }
    while (!Files.exists(socket())) {
      // Waiting for its end is a pause that ends early when it dies.
      if (podman.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(Files.readString(dir.resolve("log")));
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    podman.destroy();
    podman.waitFor(30, TimeUnit.SECONDS);
    DockerDaemon.unmountAll(dir);
  }

  @Test
  void runsAJobAndImportsTheRootOnce() throws Exception {
    Path root = SmallRoot.make(dir.resolve("root"));
    Path out = Files.createDirectories(dir.resolve("out"));
    DaemonRung rung =
        new DaemonRung(
            DockerDaemon.daemons("unix://" + socket()),
            Compiling.Limits.NONE,
            Progress.NONE,
            InstantSource.system());
    Look look = rung.look();
    assertThat(look.found()).startsWith("Podman ");
    assertThat(look.works()).isTrue();

    List<String> lines = new ArrayList<>();
    int status =
        rung.open(root)
            .run(
                new Sandbox.Job(
                    root,
                    Map.of("/usr/local", out),
                    Map.of(),
                    Map.of("PATH", "/usr/bin"),
                    List.of("/bin/sh", "-c", "ls /sys/class/net; echo x >/usr/local/x; exit 0")),
                lines::add);

    assertThat(status).isZero();
    assertThat(lines).containsExactly("lo");
    assertThat(out.resolve("x")).hasContent("x");
    assertThat(podman("ps", "-aq")).isEmpty();
    assertThat(podman("images", "-q").lines()).hasSize(1);
  }

  private Path socket() {
    return dir.resolve("podman.sock");
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of("--root", dir.resolve("data").toString()));
    command.addAll(List.of("--runroot", dir.resolve("run").toString()));
    // runc is the runtime that works under any mixture of cgroup versions.
    command.addAll(List.of("--runtime", "runc"));
    command.addAll(List.of("--cgroup-manager", "cgroupfs", "--events-backend", "file"));
    command.addAll(List.of(arguments));
    return command;
  }

  private String podman(String... arguments) throws Exception {
    Process cli = new ProcessBuilder(command(arguments)).start();
    String output = new String(cli.getInputStream().readAllBytes());
    assertThat(cli.waitFor()).isZero();
    return output.strip();
  }
}
