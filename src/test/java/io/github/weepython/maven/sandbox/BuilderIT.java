package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.pipeline.SandboxOrder;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.docker.DaemonRig;
import io.github.weepython.maven.sandbox.remote.PlatformProbe;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.Platform;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real dockerd that &lt;builders&gt; names for a platform. */
class BuilderIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;
  private final Platform own = Platform.host(System.getProperty("os.arch"));
  private final Platform foreign =
      Platform.parse(own.toString().equals("linux/arm64") ? "linux/amd64" : "linux/arm64");

  @Test
  void oneOfThatPlatformWillDo() {
    builder(own).require();

    assertThat(builder(own).survey().get("docker").found()).startsWith("Docker ");
  }

  @Test
  void oneThatRunsNoProgramsOfThatPlatformIsRefusedBeforeAnyWork() throws Exception {
    refuses(
        builder(foreign),
        "qemu-user-static with binfmt-support",
        "<builders> names it for " + foreign);
  }

  @Test
  void aDaemonOfTheLadderIsTriedAsEarlyWhereItSaysItIsOfAnotherPlatform() throws Exception {
    CompilerSettings there =
        new CompilerSettings(
            CompilerSettings.Place.DOCKER,
            CompilerSettings.Limits.NONE,
            new Builders(Optional.of(foreign), Map.of(), KubernetesSettings.DEFAULT));

    refuses(
        new SandboxOrder(there, Progress.NONE, InstantSource.system())
            .here(RIG.docker().daemons(), "", "Linux"),
        "set DOCKER_HOST or Docker's context to a daemon of that platform");
  }

  private void refuses(SandboxSelector sandboxes, String... fixes) throws Exception {
    if (PlatformProbe.here(
        dir, foreign.architecture())) { // This machine's kernel starts an emulator.
      sandboxes.require();
    } else {
      assertThatThrownBy(sandboxes::require)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("can't run programs of " + foreign)
          .hasMessageContainingAll(fixes);
    }
    assertThat(RIG.docker().docker("images", "-q")).isEmpty();
  }

  private SandboxSelector builder(Platform platform) {
    return new SandboxOrder(
            new CompilerSettings(CompilerSettings.Place.AUTO, CompilerSettings.Limits.NONE),
            Progress.NONE,
            InstantSource.system())
        .builder(RIG.docker().daemons(), platform);
  }
}
