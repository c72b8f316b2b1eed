package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.compile.PhaseTimeStore;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings source, build root and sandbox together for a compile. */
public final class CompilerSetup {
  private final Fetcher fetcher;
  private final BuildRoots roots;
  private final Toolchain toolchain;
  private final Progress progress;
  private final InstantSource clock;
  private final int processors;

  /**
   * @param processors how many this machine has
   */
  public CompilerSetup(
      Fetcher fetcher,
      BuildRoots roots,
      Toolchain toolchain,
      Progress progress,
      InstantSource clock,
      int processors) {
    this.fetcher = fetcher;
    this.roots = roots;
    this.toolchain = toolchain;
    this.progress = progress;
    this.clock = clock;
    this.processors = processors;
  }

  /** The platform that compiles, where it can't run what is compiled. */
  Optional<Platform> from() {
    return toolchain.from();
  }

  /**
   * An install tree of the same source that the platform which compiles can run, if it needs one.
   */
  Optional<Path> helper() {
    return toolchain.helper().map(Supplier::get);
  }

  /** CPython's tarball. */
  Path source(Lock lock) {
    return fetcher.fetch(lock.source().download());
  }

  /** Brings what a compile needs, once it is sure that something can compile. */
  Compiler.Workspace workspace(Lock lock, PatchSeries series, Path scratch, Path log)
      throws IOException {
    toolchain.sandboxes().require();
    Path tarball = source(lock);
    return new Compiler.Workspace(roots.directory(lock), tarball, series, scratch, log);
  }

  /** The compiler of a workspace, in the first sandbox that works. */
  Compiler compiler(Compiler.Workspace workspace, PhaseTimeStore records) throws IOException {
    Sandbox sandbox = toolchain.sandboxes().choose(workspace.root());
    return new Compiler(sandbox, progress, clock, sandbox.processors(processors), records);
  }
}
