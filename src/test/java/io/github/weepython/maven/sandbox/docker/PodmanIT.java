package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.daemon.PodmanService;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.spec.CompilerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job in a container of Podman, by its service's socket. */
class PodmanIT {
  @TempDir Path dir;
  private PodmanService podman;

  @BeforeEach
  void start() throws Exception {
    podman = PodmanService.start(dir);
  }

  @AfterEach
  void stop() throws Exception {
    podman.close();
  }

  @Test
  void runsAJobAndImportsTheRootOnce() throws Exception {
    Path root = SmallRoot.make(dir.resolve("root"));
    Path out = Files.createDirectories(dir.resolve("out"));
    DaemonProvider rung =
        new DaemonProvider(
            DockerDaemon.daemons(podman.address()),
            CompilerSettings.Limits.NONE,
            Progress.NONE,
            InstantSource.system());
    Availability look = rung.look();
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
    assertThat(podman.podman("ps", "-aq")).isEmpty();
    assertThat(podman.podman("images", "-q").lines()).hasSize(1);
  }
}
