package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.sandbox.docker.CuttingProxy;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several platforms' images a real dockerd gets. */
class DaemonImageLoaderIT {
  private static final ImageName NAME = ImageName.parse("registry.example.com/team/python");

  @TempDir Path dir;

  @Test
  void aDaemonGetsTheImageOfItsOwnPlatform() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("out"));
    Image arm = TestImages.arm(Files.createDirectories(folder.resolve("linux-arm64")));
    Image intel = TestImages.image(Files.createDirectories(folder.resolve("linux-amd64")));
    BuiltImage index = index(folder, arm, intel);
    try (DockerDaemon docker = DockerDaemon.start(dir.resolve("d"));
        CuttingProxy proxy = new CuttingProxy(docker.port())) {
      loads(docker.tcp()).load(index);
      assertThat(loaded(docker)).isEqualTo(intel.id().oci());

      // As a daemon on a machine of the other kind says it.
      proxy.answer(text -> text.replace("\"Arch\":\"amd64\"", "\"Arch\":\"arm64\""));
      loads("tcp://127.0.0.1:" + proxy.port()).load(index);
      assertThat(loaded(docker)).isEqualTo(arm.id().oci());
    }
  }

  private static String loaded(DockerDaemon docker) throws IOException, InterruptedException {
    return docker.docker("inspect", "-f", "{{.Id}}", NAME + ":1");
  }

  private DaemonImageLoader loads(String host) {
    return new DaemonImageLoader(
        Rig.environment(
            dir.resolve("cache"), dir, Map.of("DOCKER_HOST", host), CompilerSettings.DEFAULT),
        Progress.NONE);
  }

  private static BuiltImage index(Path folder, Image arm, Image intel) throws IOException {
    String platforms = member("arm64", arm, folder) + "," + member("amd64", intel, folder);
    Files.writeString(folder.resolve(IndexWriter.FILE), "{\"platforms\":[" + platforms + "]}");
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse("3.13.5"), Flavour.WEE, Base.DISTROLESS),
        NAME,
        List.of("1"),
        arm.digest(),
        arm.id(),
        List.of("linux/arm64", "linux/amd64"),
        new BuiltImage.Sizes(1, 1),
        folder);
  }

  private static String member(String architecture, Image image, Path folder) throws IOException {
    String name = "linux-" + architecture;
    ImageTarWriter.write(image, List.of(NAME + ":1"), folder.resolve(name + "/image.tar"));
    return "{\"platform\":\"linux/%s\",\"id\":\"%s\",\"digest\":\"%s\",\"folder\":\"%s\"}"
        .formatted(architecture, image.id().oci(), image.digest().oci(), name);
  }
}
