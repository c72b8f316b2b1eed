package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.compile.CompileScript;
import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.Sandboxes;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Digest;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Compiles an interpreter, or finds it in the store. */
final class InstallTrees {
  private static final String KIND = "install-tree";

  private final Store store;
  private final Fetcher fetcher;
  private final BuildRoots roots;
  private final Progress progress;
  private final InstantSource clock;
  private final int processors;
  private final Sandboxes sandboxes;

  InstallTrees(
      Store store,
      Fetcher fetcher,
      BuildRoots roots,
      Progress progress,
      InstantSource clock,
      int processors,
      Sandboxes sandboxes) {
    this.store = store;
    this.fetcher = fetcher;
    this.roots = roots;
    this.progress = progress;
    this.clock = clock;
    this.processors = processors;
    this.sandboxes = sandboxes;
  }

  /**
   * One interpreter, not compiled yet.
   *
   * @param key all that the install tree depends on
   */
  record Plan(String key, String script, Lock lock) {}

  Plan plan(ImageSpec spec, Lock lock, Flavour flavour) {
    String script =
        CompileScript.render(
            Templates.text("compile/cpython.sh"), spec.python(), flavour, spec.platform());
    String key =
        String.join("\n", "python 2", Lock.key(lock.buildRoot()), lock.source().sha256(), script);
    return new Plan(key, script, lock);
  }

  /** Whether the store has any install tree, of this plan or another. */
  boolean any() {
    return Files.isDirectory(store.root().resolve(KIND));
  }

  /**
   * The plan's install tree: {@code local} is to be /usr/local, {@code pip} a root of pip's own.
   */
  Path directory(Plan plan, Path log) {
    return store.directory(
        KIND,
        Digest.of(plan.key()),
        target ->
            store.scratch(
                scratch -> {
                  compile(plan, scratch, target, log);
                  return target;
                }));
  }

  private void compile(Plan plan, Path scratch, Path target, Path log) throws IOException {
    sandboxes.require();
    Path tarball = fetcher.fetch(plan.lock().source().download());
    Path root = roots.directory(plan.lock());
    Sandbox sandbox = sandboxes.choose(root);
    new Compiler(sandbox, progress, clock, sandbox.processors(processors))
        .compile(root, tarball, plan.script(), scratch, target, log);
  }
}
