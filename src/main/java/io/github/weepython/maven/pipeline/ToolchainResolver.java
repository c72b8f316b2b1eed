package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.remote.PlatformProbe;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the way to a platform: this machine's own; else a builder that the user names for it, else
 * the daemon when it runs that platform's programs, else cross-compilation.
 */
public final class ToolchainResolver {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  ToolchainResolver(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * The way to the spec's platform.
   *
   * @param helper makes an install tree of the spec's source for a machine of that platform
   * @throws CompileException with the choices, when the way can't lead to what the spec wants
   */
  Toolchain of(ImageSpec spec, Function<Platform, Path> helper) {
    Builders builders = environment.compiling().builders();
    Platform wanted = spec.platform();
    String address = builders.addresses().get(wanted);
    if (address != null) {
      progress.info("%s: compiled on its builder %s".formatted(wanted, address));
      return Toolchain.running(environment.builtBy(wanted, address, progress, clock));
    }
    if (!builders.isForeign(wanted)) {
      return Toolchain.running(environment.sandboxes(progress, clock));
    }
    if (environment.compiling().place() != CompilerSettings.Place.NAMESPACES) {
      SandboxSelector daemon =
          SandboxSelector.onDaemon(
              environment.daemons(),
              environment.compiling().limits(),
              SandboxSelector.Reason.runs(wanted),
              progress,
              clock);
      Boolean runs =
          new Store(environment.cache())
              .scratch(scratch -> daemon.runs(wanted.architecture(), scratch));
      if (runs) {
        progress.info(
            "%s: compiled in the daemon, which runs its programs (by emulation this takes long; without it, wee would cross-compile: <compiler>namespaces)"
                .formatted(wanted));
        return Toolchain.running(daemon);
      }
    }
    return crossing(spec, builders.here().orElseThrow(), helper);
  }

  private Toolchain crossing(ImageSpec spec, Platform here, Function<Platform, Path> helper) {
    spec.flavours().forEach(flavour -> checkCross(spec, flavour));
    if (spec.bases().contains(Base.DEBIAN) && !runsHere(spec.platform())) {
      throw refused(
          spec,
          "base debian is configured by programs of that platform, and this machine runs none",
          "set <base>distroless</base>, which needs nothing run");
    }
    progress.info("%s: cross-compiled on %s".formatted(spec.platform(), here));
    Supplier<Path> tree = () -> helper.apply(here);
    return new Toolchain(
        environment.sandboxes(progress, clock), Optional.of(here), Optional.of(tree));
  }

  private boolean runsHere(Platform platform) {
    return new Store(environment.cache())
        .scratch(scratch -> PlatformProbe.here(scratch, platform.architecture()));
  }

  /** Refuses what can't be cross-compiled. */
  public static void checkCross(ImageSpec spec, Flavour flavour) {
    if (!spec.python().atLeast(3, 11)) {
      throw refused(
          spec,
          "CPython " + spec.python() + " can't be cross-compiled by wee, which takes 3.11 or newer",
          "build it on a machine of that platform");
    }
    if (flavour.pgo() && spec.optimization().profile().isEmpty()) {
      throw refused(
          spec,
          "flavour " + flavour.id() + " is trained by running it, and cross-compiled it can't run",
          "name a profile that wee:train saved on that platform (<profile>), or set"
              + " <flavour>wee</flavour>");
    }
  }

  static CompileException refused(ImageSpec spec, String why, String choice) {
    Platform platform = spec.platform();
    return new CompileException(
        "%s can't be built here: %s.%nThe choices:%n  %s%n  name a daemon on such a machine, or a cluster that has some: <builders><%s>ssh://user@host</%s></builders>, kubernetes:context/namespace%n  let a daemon or this machine run its programs: install qemu-user-static with binfmt-support (Debian)"
            .formatted(platform, why, choice, platform.id(), platform.id()));
  }
}
