package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.MavenRun;
import io.github.weepython.maven.OrdinaryUser;
import io.github.weepython.maven.OwnCache;
import io.github.weepython.maven.PythonProject;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.daemon.PodmanService;
import io.github.weepython.maven.sandbox.docker.CuttingProxy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn package} by Docker and Podman: the images that namespaces give, or one clear error,
 * and nothing left, where the daemon dies, loses the connection or fills its disk in mid-compile.
 * Docker's whole compile is saves-a-profile's of src/it; Podman's and a cluster's are those of
 * {@code mvn -Psandboxes verify}.
 */
class DaemonCompileIT {
  /** Downloads, and nothing that was made of them: bases are configured in the daemon, too. */
  private static final List<String> DOWNLOADS = List.of("download", "fresh", "lock");

  /** The interpreter is there, the bases are not. */
  private static final List<String> COMPILED = List.of("download", "fresh", "lock", "install-tree");

  private static final String BASES = "-Dwee.base=distroless,debian";

  /** Megabytes, enough for a compile beside another. */
  private static final int DISK = 6000;

  private Path folder;

  @BeforeEach
  void makeAFolder() throws IOException {
    // A socket's path is at most 107 bytes long.
    folder = Files.createTempDirectory("wee");
  }

  @AfterEach
  void removeTheFolder() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Test
  void oneErrorWhereTheDaemonFailsAndTheSameImagesAfterwards() throws Exception {
    PythonProject project = PythonProject.in("docker");
    try (DockerDaemon docker = DockerDaemon.startWithDisk(folder, DISK)) {
      File cache = OwnCache.uncompiled(project.basedir());
      new Faults(project, docker, cache).happenOneAfterTheOther();
      configureBesideAnother(project, docker, cache);
      assertThat(docker.docker("ps", "-aq")).isEmpty();
    }
  }

  /** Somebody else's Maven is in the midst of a compile there, and can go on with it afterwards. */
  private static void configureBesideAnother(PythonProject project, DockerDaemon docker, File cache)
      throws Exception {
    buildInNamespaces(project);
    Map<String, String> own =
        Map.of("XDG_CACHE_HOME", cache.getPath(), "DOCKER_HOST", docker.tcp());
    MavenRun other =
        project
            .maven("beside", own, "package", "-Dwee.compiler=docker", "-Dwee.output=target/beside")
            .awaitOutput("Compiling: configure");
    String container = docker.docker("ps", "-q");
    docker.docker("pause", container);
    String said = buildAsSomebody(project, COMPILED, docker.tcp());
    assertThat(said).contains("Compiler: docker (Docker ").doesNotContain("Compiling: build");
    assertThat(docker.docker("ps", "-aq")).isEqualTo(container);
    docker.docker("unpause", container);
    other.awaitOutput("Compiling: build").terminate();
    assertThat(other.ended()).isFalse();
  }

  @Test
  void thePodmanOfAnOrdinaryUserConfiguresTheSameBases() throws Exception {
    inPodman(COMPILED, said -> assertThat(said).doesNotContain("Compiling: build"));
  }

  @Tag("sandboxes")
  @Test
  void thePodmanOfAnOrdinaryUserCompilesTheSameImages() throws Exception {
    inPodman(DOWNLOADS, said -> assertThat(said).contains("Compiling: build"));
  }

  private void inPodman(List<String> kinds, Consumer<String> check) throws Exception {
    PythonProject project = PythonProject.in("podman");
    try (PodmanService podman = PodmanService.start(folder)) {
      podman.openTo(OrdinaryUser.NOBODY);
      buildInNamespaces(project);
      String said = buildAsSomebody(project, kinds, podman.address());
      assertThat(said).contains("Compiler: docker (Podman ");
      check.accept(said);
      assertThat(podman.podman("ps", "-aq")).isEmpty();
    }
  }

  private static void buildInNamespaces(PythonProject project) throws Exception {
    project.maven("namespaces", Map.of(), "package", "-Dwee.compiler=namespaces", BASES).log(true);
  }

  /**
   * In the home of an ordinary user; all files that tell of an image are those of namespaces.
   *
   * @param kinds what comes along of the cache
   * @return what Maven said
   */
  private static String buildAsSomebody(PythonProject project, List<String> kinds, String address)
      throws Exception {
    try (OrdinaryUser user = OrdinaryUser.of(project.basedir(), project.repository())) {
      user.bring(OwnCache.shared(project.basedir()).resolve("wee"), kinds);
      String said =
          user.maven(
              Map.of("DOCKER_HOST", address), List.of("package", "-Dwee.compiler=docker", BASES));
      for (String base : List.of("distroless", "debian")) {
        for (String output :
            List.of(
                "image.digest",
                "sbom.cdx.json",
                "sbom.spdx.json",
                "provenance.slsa.json",
                "vex.openvex.json")) {
          String file = "target/wee/" + base + "/" + output;
          assertThat(user.text(file)).as(file).isEqualTo(project.text(file));
        }
      }
      return said;
    }
  }

  /** What happens to a daemon in the midst of a compile. */
  private record Faults(PythonProject project, DockerDaemon docker, File cache) {
    @FunctionalInterface
    private interface Harm {
      void happen() throws Exception;
    }

    void happenOneAfterTheOther() throws Exception {
      assertThat(failing("container-killed", docker.tcp(), () -> toContainers("kill")))
          .contains("The container was killed from outside (status 137)");
      assertThat(containers()).isEmpty();

      assertThat(failing("container-removed", docker.tcp(), () -> toContainers("rm", "-f")))
          .contains("from outside");

      CuttingProxy proxy = new CuttingProxy(docker.port());
      String cut = failing("connection-cut", proxy.address(), proxy::cut);
      proxy.close();
      assertThat(cut)
          .contains(
              "The daemon at " + proxy.address() + " (DOCKER_HOST) failed in the middle of the job")
          .contains(
              "check that the daemon runs, has room on its disk and can be reached, then run Maven"
                  + " again");
      assertThat(containers()).isEmpty();

      assertThat(failing("disk-full", docker.tcp(), docker::fillDisk))
          .contains("No space left on device");
      assertThat(containers()).isEmpty();
      docker.resizeDisk(DISK + "m");

      assertThat(failing("daemon-killed", docker.tcp(), docker::kill))
          .contains(
              "The daemon at " + docker.tcp() + " (DOCKER_HOST) failed in the middle of the job");
      docker.restart();
      // Nobody could remove it; the next run does.
      assertThat(containers()).hasSize(1);
    }

    private String failing(String name, String address, Harm harm) throws Exception {
      MavenRun run =
          project
              .maven(
                  name,
                  Map.of("XDG_CACHE_HOME", cache.getPath(), "DOCKER_HOST", address),
                  "package",
                  "-Dwee.compiler=docker")
              .awaitOutput("Compiling: configure");
      harm.happen();
      String said = run.failure();
      // One error, and Maven's own help below it.
      assertThat(said.split("Failed to execute goal", -1)).hasSize(2);
      assertThat(said).doesNotContain("\tat ");
      // The log that it names, and no half-made image; nothing that the next run takes for done.
      assertThat(new File(project.basedir(), "target/wee").list())
          .containsExactly("compile-wee.log");
      assertThat(new File(cache, "wee/install-tree")).doesNotExist();
      assertThat(new File(cache, "wee/tmp").list()).isEmpty();
      return said;
    }

    private List<String> containers() throws Exception {
      String listed = docker.docker("ps", "-aq");
      return listed.isEmpty() ? List.of() : List.of(listed.split("\n"));
    }

    private void toContainers(String... command) throws Exception {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(containers());
      docker.docker(words.toArray(String[]::new));
    }
  }
}
