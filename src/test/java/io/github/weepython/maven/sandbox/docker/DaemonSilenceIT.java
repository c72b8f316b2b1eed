package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DaemonException;
import io.github.weepython.maven.daemon.DaemonTimeouts;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.CompilerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real dockerd that takes connections and says nothing, by a proxy or since it is stopped. */
@Timeout(90)
class DaemonSilenceIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  private static final DaemonTimeouts SHORT =
      new DaemonTimeouts(Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(5));

  @TempDir Path dir;

  /** They can't be removed through a daemon that says nothing: the next Maven does it. */
  @AfterEach
  void removeContainers() throws Exception {
    RIG.removeContainers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST .*/containers/create.*",
        "PUT .*/archive.*",
        "POST .*/attach.*",
        "POST .*/wait.*",
        "GET .*/archive.*"
      })
  void silenceFromARequestOnIsOneError(String request) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());
      proxy.at(request, proxy::fallSilent);

      assertThatThrownBy(() -> sandbox.run(job("true"), line -> {}))
          .isInstanceOf(DaemonException.class)
          .hasMessageContaining(proxy.address())
          .hasMessageContaining("stopped responding");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST .*/containers/create.*",
        "PUT .*/archive.*",
        "POST .*/start.*",
        "GET .*/archive.*"
      })
  void workThatIsNeverDoneIsOneErrorAndItsContainerIsRemoved(String request) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());
      proxy.swallowAnswerTo(request);

      assertThatThrownBy(() -> sandbox.run(job("true"), line -> {}))
          .isInstanceOf(DaemonException.class)
          .hasMessageContaining("still responds but has made no progress")
          .hasMessageContaining("container");
    }
    assertThat(RIG.docker().docker("ps", "-aq")).isEmpty();
  }

  @Test
  void silenceWhileAnImageIsLoadedIsOneError() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());
      removeImages();
      proxy.at("POST .*/images/load.*", proxy::fallSilent);

      assertThatThrownBy(() -> sandbox.run(job("true"), line -> {}))
          .isInstanceOf(DaemonException.class)
          .hasMessageContaining("stopped responding");
    }
  }

  @Test
  void anImageThatIsNeverLoadedIsOneError() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());
      removeImages();
      proxy.swallowAnswerTo("POST .*/images/load.*");

      assertThatThrownBy(() -> sandbox.run(job("true"), line -> {}))
          .isInstanceOf(DaemonException.class)
          .hasMessageContaining("still responds but has made no progress")
          .hasMessageContaining("load an image");
    }
  }

  private static void removeImages() throws Exception {
    RIG.docker().docker(("rmi " + RIG.docker().docker("images", "-q")).split("\\s+"));
  }

  @Test
  void aConnectionThatFallsSilentInMidJobIsOneError() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());

      assertThatThrownBy(
              () -> sandbox.run(job("echo begun; sleep 600"), line -> proxy.fallSilent()))
          .hasMessageContaining("stopped responding");
    }
  }

  @Test
  void aStoppedDaemonIsOneErrorOnItsUnixSocketToo() throws Exception {
    Sandbox sandbox = open("unix://" + RIG.docker().socket());
    try {
      assertThatThrownBy(
              () ->
                  sandbox.run(
                      job("echo begun; sleep 600"),
                      line -> DaemonRig.quietly(RIG.docker()::freeze)))
          .hasMessageContaining("stopped responding");
    } finally {
      RIG.docker().thaw();
    }
  }

  @Test
  void aStoppedDaemonThatTakesNoMoreOfTheSourcesIsOneError() throws Exception {
    // More than the connection's buffers hold.
    byte[] noise = new byte[64 << 20];
    new Random(1).nextBytes(noise);
    Path source = Files.createDirectories(dir.resolve("source"));
    Files.write(source.resolve("noise"), noise);
    Sandbox.Job job = RIG.job(Map.of("/usr/src/python", source), "true");
    try (CuttingProxy proxy = new CuttingProxy(RIG.docker().port())) {
      Sandbox sandbox = open(proxy.address());
      proxy.at("PUT .*", () -> DaemonRig.quietly(RIG.docker()::freeze));

      assertThatThrownBy(() -> sandbox.run(job, line -> {}))
          .hasMessageContaining("stopped responding");
    } finally {
      RIG.docker().thaw();
    }
  }

  private Sandbox open(String address) throws Exception {
    return RIG.open(DockerDaemon.daemons(address, SHORT), CompilerSettings.Limits.NONE);
  }

  /** One that has files brought in and out. */
  private Sandbox.Job job(String script) throws Exception {
    Path out = Files.createDirectories(dir.resolve("out"));
    return RIG.job(Map.of("/usr/local", out), script);
  }
}
