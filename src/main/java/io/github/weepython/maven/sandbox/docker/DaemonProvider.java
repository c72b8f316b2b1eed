package io.github.weepython.maven.sandbox.docker;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.SandboxProvider;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import io.github.weepython.maven.sandbox.remote.PlatformProbe;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.codehaus.plexus.util.FileUtils;

/** A container engine, Docker's or Podman's, wherever one answers. */
public final class DaemonProvider implements SandboxProvider {
  private static final String FIX =
      "start Docker or Podman (systemctl --user start podman.socket), or set DOCKER_HOST"
          + " to a daemon, for example unix:///var/run/docker.sock, tcp://host:2376 or"
          + " ssh://user@host; if you may not use the socket, join its group or run a rootless"
          + " daemon";

  private static final String FOREIGN =
      ", or install qemu-user-static with binfmt-support (Debian) on this one's machine";

  private final DaemonLocator daemons;
  private final Optional<Wanted> wanted;
  private final CompilerSettings.Limits limits;
  private final Progress progress;
  private final InstantSource clock;
  private Optional<Daemon> found = Optional.empty();

  /**
   * A platform whose programs are to run.
   *
   * @param fix what else to do where they don't
   */
  public record Wanted(Platform platform, String fix) {}

  public DaemonProvider(
      DaemonLocator daemons,
      CompilerSettings.Limits limits,
      Progress progress,
      InstantSource clock) {
    this(daemons, Optional.empty(), limits, progress, clock);
  }

  /**
   * @param wanted tried before there is anything to run; empty where that is left to find out
   */
  public DaemonProvider(
      DaemonLocator daemons,
      Optional<Wanted> wanted,
      CompilerSettings.Limits limits,
      Progress progress,
      InstantSource clock) {
    this.daemons = daemons;
    this.wanted = wanted;
    this.limits = limits;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public String fix() {
    return FIX;
  }

  @Override
  public Availability look() {
    close(); // Whoever looks again has no use for the last connection.
    DaemonLocator.Found all = daemons.find();
    found = all.daemon();
    if (found.isPresent()) {
      return look(found.get());
    }
    return Availability.bad(
        all.looks().stream()
            .map(each -> each.place() + ": " + each.found())
            .collect(Collectors.joining("\n")),
        FIX);
  }

  private Availability look(Daemon daemon) {
    String what = daemon.version() + " at " + daemon;
    try {
      return wanted.isEmpty() || runs(daemon, wanted.get().platform())
          ? Availability.good(what)
          : Availability.bad(
              what + " can't run programs of " + wanted.get().platform(),
              wanted.get().fix() + FOREIGN);
    } catch (WeeException | IOException e) {
      return Availability.bad(String.valueOf(e.getMessage()), FIX);
    }
  }

  private boolean runs(Daemon daemon, Platform programs) throws IOException {
    if (daemon.platform().equals(programs.toString())) {
      return true;
    }
    Path scratch = Files.createTempDirectory("wee-trial");
    try {
      return runs(programs.architecture(), scratch);
    } finally {
      FileUtils.deleteDirectory(scratch.toFile());
    }
  }

  @Override
  public Sandbox open(Path root) throws IOException, InterruptedException {
    Sandbox sandbox = sandbox();
    StringJoiner said = new StringJoiner("\n  ");
    Sandbox.Job probe =
        new Sandbox.Job(root, Map.of(), Map.of(), Map.of(), List.of("/usr/bin/true"));
    int status = sandbox.run(probe, said::add);
    if (status != 0) {
      throw new SandboxException(
          "A container of %s could not run /usr/bin/true: expected status 0, found %d. It printed: %s"
              .formatted(sandbox, status, said));
    }
    return sandbox;
  }

  @Override
  public boolean runs(Architecture architecture, Path scratch) throws IOException {
    return PlatformProbe.alone(sandbox(), scratch, architecture);
  }

  /** One that has run nothing yet, after what a killed run has left was removed. */
  private Sandbox sandbox() {
    Daemon daemon =
        found.orElseThrow(
            () ->
                new SandboxException(
                    "No Docker or Podman daemon was found. Run wee:doctor to see where wee"
                        + " looked."));
    sweep(daemon);
    return new DaemonSandbox(daemon, limits, progress);
  }

  @Override
  public void close() {
    found.ifPresent(Daemon::close);
    found = Optional.empty();
  }

  private void sweep(Daemon daemon) {
    try {
      OrphanedContainers.sweep(daemon, OwnerProcess.self(), clock.instant(), progress);
    } catch (WeeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SandboxException(
          "The daemon at %s does not list its containers: %s. Check that this user may use it; wee:doctor examines it."
              .formatted(daemon, Causes.innermost(e)),
          e);
    }
  }
}
