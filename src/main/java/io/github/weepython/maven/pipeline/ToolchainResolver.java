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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the way to a platform: a builder that the user names for it; else this machine, if it is
 * its own platform, else the daemon when it runs that platform's programs, else cross-compilation.
 * Builds of several Pythons share what it opens, so that a build root is tried out once for all of
 * them, and connections are held until it is closed.
 */
public final class ToolchainResolver implements AutoCloseable {
  private final Environment environment;
  private final Progress progress;
  private final SandboxFactory sandboxes;
  private final Map<String, SandboxSelector> opened = new LinkedHashMap<>();
  private final Map<Platform, Boolean> emulated = new HashMap<>();

  ToolchainResolver(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.sandboxes = new SandboxFactory(environment, progress, clock);
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
      return Toolchain.running(
          open(wanted + " on " + address, () -> sandboxes.builder(wanted, address)));
    }
    if (!builders.isForeign(wanted)) {
      return here();
    }
    if (environment.compiling().place() != CompilerSettings.Place.NAMESPACES) {
      SandboxSelector daemon =
          open(
              wanted + " in the daemon",
              () -> sandboxes.daemon(SandboxSelector.Reason.runs(wanted)));
      if (emulated.computeIfAbsent(wanted, platform -> runs(daemon, platform))) {
        progress.info(
            "%s: compiled in the daemon, which runs its programs (by emulation this takes long; without it, wee would cross-compile: <compiler>namespaces)"
                .formatted(wanted));
        return Toolchain.running(daemon);
      }
      daemon.close();
    }
    return crossing(spec, builders.here().orElseThrow(), helper);
  }

  /** This machine's own, for its own platform. */
  Toolchain here() {
    return Toolchain.running(open("here", sandboxes::here));
  }

  private SandboxSelector open(String where, Supplier<SandboxSelector> opener) {
    return opened.computeIfAbsent(where, key -> opener.get());
  }

  private boolean runs(SandboxSelector daemon, Platform platform) {
    return new Store(environment.cache())
        .scratch(scratch -> daemon.runs(platform.architecture(), scratch));
  }

  /** Ends the connections to where jobs ran. */
  @Override
  public void close() {
    opened.values().forEach(SandboxSelector::close);
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
    return new Toolchain(here().sandboxes(), Optional.of(here), Optional.of(tree));
  }

  private boolean runsHere(Platform platform) {
    return new Store(environment.cache())
        .scratch(scratch -> PlatformProbe.here(scratch, platform.architecture()));
  }
}
