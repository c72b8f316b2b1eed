package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.pipeline.SandboxOrder;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real dockerd for the tests of a class, and a small root; each leaves no container there. */
public final class DaemonRig implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private Path folder = Path.of("/nonexistent");
  private DockerDaemon docker;

  /** The dockerd. */
  public DockerDaemon docker() {
    return docker;
  }

  /** Of a shell and a few tools. */
  public Path root() {
    return folder.resolve("root");
  }

  /** The ladder of one who asks for a daemon. */
  public SandboxSelector sandboxes(Progress progress) {
    return new SandboxOrder(
            new CompilerSettings(CompilerSettings.Place.DOCKER, CompilerSettings.Limits.NONE),
            progress,
            InstantSource.system())
        .here(docker.daemons(), "", "Linux");
  }

  Sandbox sandbox() throws IOException, InterruptedException {
    return sandbox(CompilerSettings.Limits.NONE);
  }

  Sandbox sandbox(CompilerSettings.Limits limits) throws IOException, InterruptedException {
    return open(docker.daemons(), limits);
  }

  /** One that has run a job there. */
  Sandbox open(DaemonLocator daemons, CompilerSettings.Limits limits)
      throws IOException, InterruptedException {
    DaemonProvider rung =
        new DaemonProvider(daemons, limits, Progress.NONE, InstantSource.system());
    Availability look = rung.look();
    assertThat(look.works()).as(look.found()).isTrue();
    return rung.open(root());
  }

  Sandbox.Job job(String script) {
    return job(Map.of(), script);
  }

  Sandbox.Job job(Map<String, Path> writable, String script) {
    return new Sandbox.Job(
        root(),
        writable,
        Map.of(),
        Map.of("PATH", "/usr/bin", "WISH", "granted"),
        List.of("/bin/sh", "-c", script));
  }

  /** What is done in the middle of a job, where nothing may be thrown. */
  interface Work {
    void run() throws Exception;
  }

  static void quietly(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a test has to clear up by itself; the daemon may be about to remove it, too. */
  void removeContainers() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    for (String left = all(); !left.isEmpty(); left = all()) {
      try {
        docker.docker(("rm -f " + left.replace('\n', ' ')).split(" "));
      } catch (AssertionError e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
      }
    }
  }

  private String all() throws IOException, InterruptedException {
    return docker.docker("ps", "-aq");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("wee"); // short, as a socket's path must be
    docker = DockerDaemon.start(folder);
    SmallRoot.make(root());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    assertThat(all()).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    docker.close();
    FileUtils.deleteDirectory(folder.toFile());
  }
}
