package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DaemonException;
import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.EndpointResolver;
import io.github.weepython.maven.pipeline.SandboxOrder;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.remote.LineSplitter;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
  void whateverOneSandboxFailsOfTheNextIsTried() throws Exception {
    List<String> said = new ArrayList<>();
    try (SandboxSelector all =
        selector(
            said,
            new Way("silent", new DaemonException("no answer within 15 s")),
            new Way("noexec", new IOException("error=13, Permission denied")),
            new Way("works"))) {
      assertThat(all.choose(dir)).hasToString("works");
    }
    assertThat(said)
        .containsExactly(
            "Compiler: works (works), since silent and noexec is not available: no answer within"
                + " 15 s");
  }

  @Test
  void whereNoneWorksTheErrorHasTheReasonOfEach() {
    assertThatThrownBy(
            () ->
                selector(
                        new ArrayList<>(),
                        new Way("noexec", new IOException("error=13, Permission denied")),
                        new Way("small", new SandboxException("no space left")),
                        new Way("silent", new DaemonException("no answer within 15 s")))
                    .choose(dir))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("noexec:\n    error=13, Permission denied\n")
        .hasMessageContaining("small:\n    no space left\n")
        .hasMessageContaining(
            "silent:\n    no answer within 15 s\n    To fix it: restart silent\n");
  }

  private static SandboxSelector selector(List<String> said, SandboxProvider... ways) {
    return new SandboxSelector(
        List.of(ways),
        SandboxSelector.Reason.of(CompilerSettings.Place.AUTO),
        new HeardProgress(new ArrayList<>(), said));
  }

  /** A sandbox that runs nothing, or fails to open. */
  private record Way(String name, Optional<Exception> failure) implements SandboxProvider, Sandbox {
    private Way(String name, Exception failure) {
      this(name, Optional.of(failure));
    }

    private Way(String name) {
      this(name, Optional.empty());
    }

    @Override
    public String fix() {
      return "restart " + name;
    }

    @Override
    public Availability look() {
      return Availability.good(name);
    }

    @Override
    public Sandbox open(Path root) throws IOException {
      if (failure.isPresent() && failure.get() instanceof IOException e) {
        throw e;
      }
      if (failure.isPresent() && failure.get() instanceof RuntimeException e) {
        throw e;
      }
      return this;
    }

    @Override
    public int run(Job job, Consumer<String> lines) {
      throw new AssertionError(job);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void linesAreWholeHoweverTheyArrive() {
    List<String> heard = new ArrayList<>();
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
