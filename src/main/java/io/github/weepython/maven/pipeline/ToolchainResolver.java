package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.interpreter.CrossCompiling;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.remote.PlatformProbe;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the way to a platform: a builder that the user names for it; else this machine, if it is
 * its own platform, else the daemon when it runs that platform's programs, else cross-compilation.
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
          new SandboxOrder(environment.compiling(), progress, clock)
              .daemon(environment.daemons(), SandboxSelector.Reason.runs(wanted));
      Boolean runs =
          new Store(environment.cache())
              .scratch(scratch -> daemon.runs(wanted.architecture(), scratch));
      if (runs) {
        progress.info(
            "%s: compiled in the daemon, which runs its programs (by emulation this takes long; without it, wee would cross-compile: <compiler>namespaces)"
                .formatted(wanted));
        return Toolchain.running(daemon);
      }
      daemon.close();
    }
    return crossing(spec, builders.here().orElseThrow(), helper);
  }

  private Toolchain crossing(ImageSpec spec, Platform here, Function<Platform, Path> helper) {
    spec.flavours().forEach(flavour -> CrossCompiling.check(spec, flavour));
    if (spec.bases().contains(Base.DEBIAN) && !runsHere(spec.platform())) {
      throw CrossCompiling.refused(
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
}
