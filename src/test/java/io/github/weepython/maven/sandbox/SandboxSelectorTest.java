package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.EndpointResolver;
import io.github.weepython.maven.pipeline.SandboxOrder;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.remote.LineSplitter;
import io.github.weepython.maven.spec.CompilerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxSelectorTest {
  @TempDir Path dir;

  @Test
  void withoutNamespacesAndDaemonsTheErrorListsEveryPlaceAndTheMends() throws Exception {
    tool("unshare", "echo 'unshare failed: Operation not permitted'; exit 1");

    assertThatThrownBy(() -> ladder(CompilerSettings.Place.AUTO, "Linux").require())
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("wee can't compile anywhere on this machine.")
        .hasMessageContaining("unshare failed: Operation not permitted")
        .hasMessageContaining("kernel.unprivileged_userns_clone=1")
        .hasMessageContaining("tcp://127.0.0.1:1 (DOCKER_HOST): ")
        .hasMessageContaining("set DOCKER_HOST to a daemon");
  }

  @Test
  void whatTheParameterLeavesOutIsNotTried() throws Exception {
    assertThatThrownBy(() -> ladder(CompilerSettings.Place.DOCKER, "Linux").require())
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("tcp://127.0.0.1:1")
        .hasMessageContaining("-Dwee.compiler is docker; auto tries all")
        .hasMessageNotContaining("namespaces:");
  }

  @Test
  void namespacesAreForLinuxAlone() {
    assertThatThrownBy(() -> ladder(CompilerSettings.Place.NAMESPACES, "Mac OS X").require())
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("this is Mac OS X");
  }

  @Test
  void aHostWithoutToolsIsGivenTheBenefitOfTheDoubt() {
    ladder(CompilerSettings.Place.AUTO, "Linux").require();
  }

  @Test
  void oneTrialThatWorksIsEnough() throws Exception {
    tool("bwrap", "exit 1");
    tool("unshare", "exit 0");

    Availability look = ladder(CompilerSettings.Place.AUTO, "Linux").survey().get("namespaces");

    assertThat(look.works()).isTrue();
    assertThat(look.found()).contains("unshare --user");
  }

  @Test
  void linesAreWholeHoweverTheyArrive() {
    java.util.List<String> heard = new java.util.ArrayList<>();
    LineSplitter lines = new LineSplitter(heard::add);
    for (String piece : new String[] {"a", "b\nc", "\r\n\n", "end"}) {
      lines.hear(
          new com.github.dockerjava.api.model.Frame(
              com.github.dockerjava.api.model.StreamType.STDOUT,
              piece.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    lines.end();

    assertThat(heard).containsExactly("ab", "c", "", "end");
  }

  private SandboxSelector ladder(CompilerSettings.Place place, String os) {
    DaemonLocator none =
        new DaemonLocator(new EndpointResolver(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"), dir));
    return new SandboxOrder(
            new CompilerSettings(place, CompilerSettings.Limits.NONE),
            Progress.NONE,
            InstantSource.system())
        .here(none, dir.toString(), os);
  }

  private void tool(String name, String script) throws Exception {
    Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
