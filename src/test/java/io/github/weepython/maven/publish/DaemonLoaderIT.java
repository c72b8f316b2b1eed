package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DaemonException;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading into a real dockerd. */
class DaemonLoaderIT {
  private static final ImageName NAME = ImageName.parse("registry.example.com/team/python");

  @TempDir static Path shared;
  private static DockerDaemon docker;
  private static Image image;

  private final List<String> said = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    docker = DockerDaemon.start(shared.resolve("d"));
    image = TestImages.image(shared);
    ImageTarWriter.write(image, List.of(NAME + ":1"), shared.resolve("image.tar"));
  }

  @AfterAll
  static void stop() {
    docker.close();
  }

  @Test
  void loadsOnceAndThenOnlyNamesWhatHasNoNameYet() throws Exception {
    load("1");
    assertThat(docker.docker("images", "-q", "--no-trunc")).isEqualTo(image.id().oci());
    assertThat(docker.docker("inspect", "-f", "{{.Config.Cmd}}", NAME + ":1"))
        .isEqualTo("[/opt/site]");
    assertThat(steps).hasSize(1);

    load("1");
    assertThat(steps).hasSize(1);
    assertThat(said.get(1)).startsWith("Nothing to load");

    load("1", "2");
    assertThat(steps).hasSize(1);
    assertThat(docker.docker("inspect", "-f", "{{.Id}}", NAME + ":2")).isEqualTo(image.id().oci());
  }

  @Test
  void withoutADaemonEachPlaceIsListed() {
    DaemonLoader loader =
        new DaemonLoader(DockerDaemon.daemons("tcp://127.0.0.1:1"), Progress.NONE);
    assertThatThrownBy(loader::require)
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("wee.load")
        .hasMessageContaining("tcp://127.0.0.1:1 (DOCKER_HOST): ");
  }

  private void load(String... tags) {
    new DaemonLoader(docker.daemons(), new HeardProgress(steps, said))
        .load(shared.resolve("image.tar"), NAME, List.of(tags), image.id(), image.digest());
  }
}
