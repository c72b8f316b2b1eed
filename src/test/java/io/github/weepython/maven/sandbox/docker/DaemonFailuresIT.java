package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.FaultProxy;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong with a job in a container of a real dockerd, and what a killed run has left
 * there.
 */
class DaemonFailuresIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();

  @Test
  void saysThatTheMemoryWasTooLittle() throws Exception {
    assertThatThrownBy(
            () ->
                RIG.sandbox(new CompilerSettings.Limits(16 << 20, 0, 0))
                    .run(RIG.job("dd if=/dev/zero of=/dev/null bs=200M count=1"), lines::add))
        .isInstanceOf(SandboxException.class)
        // Docker 20.10 loses the event where the container ends before it is told of it.
        .hasMessageMatching(".* (ran out of|for lack of) memory.* [Rr]aise <compilerMemory>.*");
  }

  @Test
  void saysThatTheContainerWasKilled() throws Exception {
    assertThatThrownBy(
            () ->
                RIG.sandbox()
                    .run(
                        RIG.job("echo begun; sleep 600"),
                        line ->
                            DaemonRig.quietly(
                                () ->
                                    RIG.docker().docker("kill", RIG.docker().docker("ps", "-q")))))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("killed from outside (status 137)");
  }

  @Test
  void saysThatTheContainerWasRemoved() throws Exception {
    assertThatThrownBy(
            () ->
                RIG.sandbox()
                    .run(
                        RIG.job("echo begun; sleep 600"),
                        line -> DaemonRig.quietly(RIG::removeContainers)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("from outside");
  }

  /** Between two steps, as a cleanup job does it. */
  @Test
  void saysOfEveryStepThatTheContainerWasRemoved() throws Exception {
    try (Daemon daemon = RIG.docker().daemons().find().daemon().orElseThrow()) {
      BuildRootImage image = BuildRootImage.of(RIG.root());
      image.ensure(daemon, Progress.NONE);
      try (JobContainer container =
          JobContainer.create(
              daemon, image, RIG.job("true"), CompilerSettings.Limits.NONE, Map.of())) {
        IOException failure = new IOException("the step failed");
        container.refuseIfRemoved(failure);
        RIG.removeContainers();
        assertThatThrownBy(() -> container.refuseIfRemoved(failure))
            .isInstanceOf(SandboxException.class)
            .hasMessageContaining("was removed from outside")
            .hasCause(failure);
      }
    }
  }

  @Test
  void aDaemonThatDiesIsOneErrorAndTheNextRunSucceeds() throws Exception {
    assertThatThrownBy(
            () ->
                RIG.sandbox()
                    .run(
                        RIG.job("echo begun; sleep 600"),
                        line -> DaemonRig.quietly(RIG.docker()::kill)))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(RIG.docker().tcp())
        .hasMessageContaining("failed in the middle of the job");

    RIG.docker().restart();
    // Its container is this very process's: as if that had been killed too.
    RIG.removeContainers();
    assertThat(RIG.sandbox().run(RIG.job("true"), lines::add)).isZero();
  }

  /** As Podman does where a container broke while it was started. */
  @Test
  void warnsOfADaemonThatCannotListItsContainers() throws Exception {
    HeardProgress heard = new HeardProgress(new ArrayList<>(), new ArrayList<>());
    try (FaultProxy proxy = new FaultProxy(RIG.docker().port())) {
      proxy.answer(
          "GET", "/containers/json", 1, "500 Broken", "", "{\"message\":\"one is broken\"}");
      try (Daemon daemon =
          DockerDaemon.daemons("tcp://127.0.0.1:" + proxy.port()).find().daemon().orElseThrow()) {
        OrphanedContainers.sweep(daemon, OwnerProcess.self(), Instant.now(), heard);
        assertThat(heard.said())
            .singleElement()
            .asString()
            .contains("can't list its containers: ", "one is broken", "podman rm -fa");
        OrphanedContainers.sweep(daemon, OwnerProcess.self(), Instant.now(), heard);
      }
      assertThat(proxy.injected()).isEqualTo(1);
    }
    assertThat(heard.said()).hasSize(1);
  }

  @Test
  void aLostConnectionIsOneError() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox =
          RIG.open(DockerDaemon.daemons(proxy.address()), CompilerSettings.Limits.NONE);
      assertThatThrownBy(
              () ->
                  sandbox.run(
                      RIG.job("echo begun; sleep 600"), line -> DaemonRig.quietly(proxy::close)))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("failed in the middle of the job");
    } finally {
      RIG.removeContainers();
    }
  }

  @Test
  void aFullDiskOfTheDaemonsIsOneErrorAndLeavesNothing() throws Exception {
    try (DockerDaemon small = DockerDaemon.startWithDisk(dir.resolve("s"), 80)) {
      Sandbox sandbox = RIG.open(small.daemons(), CompilerSettings.Limits.NONE);
      Path source = Files.createDirectories(dir.resolve("source"));
      byte[] noise = new byte[100 << 20];
      Files.write(source.resolve("big"), noise);

      assertThatThrownBy(
              () -> sandbox.run(RIG.job(Map.of("/usr/src/python", source), "true"), lines::add))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("no space left on device")
          .hasMessageContaining("has room on its disk");

      assertThat(small.docker("ps", "-aq")).isEmpty();
      Files.delete(source.resolve("big"));
      assertThat(sandbox.run(RIG.job(Map.of("/usr/src/python", source), "true"), lines::add))
          .isZero();
    }
  }

  @Test
  void removesTheContainersOfKilledRunsAndNoOthers() throws Exception {
    RIG.sandbox().run(RIG.job("true"), lines::add);
    String image = RIG.docker().docker("images", "-q");
    OwnerProcess self = OwnerProcess.self();
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      OwnerProcess living = OwnerProcess.of(other.toHandle());
      String kept = create(image, living);
      String foreign =
          create(image, new OwnerProcess("another machine", 1, 1, OptionalLong.empty()));
      OptionalLong before = OptionalLong.of(living.ticks().orElseThrow() - 1);
      create(image, new OwnerProcess(self.machine(), other.pid(), living.started(), before));

      RIG.sandbox();

      assertThat(RIG.docker().docker("ps", "-aq", "--no-trunc").lines())
          .containsExactlyInAnyOrder(kept, foreign);
      try (Daemon daemon = RIG.docker().daemons().find().daemon().orElseThrow()) {
        Instant later = Instant.now().plus(Duration.ofDays(2));
        OrphanedContainers.sweep(daemon, self, later, Progress.NONE);
      }
      assertThat(RIG.docker().docker("ps", "-aq", "--no-trunc")).isEqualTo(kept);
      RIG.docker().docker("rm", kept);
    } finally {
      other.destroyForcibly();
    }
  }

  private static String create(String image, OwnerProcess owner) throws Exception {
    List<String> command = new ArrayList<>(List.of("create", "--network", "none"));
    owner.labels().forEach((name, value) -> command.addAll(List.of("--label", name + "=" + value)));
    command.addAll(List.of(image, "true"));
    return RIG.docker().docker(command.toArray(String[]::new));
  }
}
