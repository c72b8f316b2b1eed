package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.compile.CompileScript;
import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.debian.BuildRoot;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.NamespaceSandbox;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Digest;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Compiles an interpreter, or finds it in the store. */
final class InstallTrees {
  private final Store store;
  private final Fetcher fetcher;
  private final Progress progress;
  private final InstantSource clock;
  private final int processors;

  InstallTrees(
      Store store, Fetcher fetcher, Progress progress, InstantSource clock, int processors) {
    this.store = store;
    this.fetcher = fetcher;
    this.progress = progress;
    this.clock = clock;
    this.processors = processors;
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

  /**
   * The plan's install tree: {@code local} is to be /usr/local, {@code pip} a root of pip's own.
   */
  Path directory(Plan plan, Path log) {
    return store.directory(
        "install-tree",
        Digest.of(plan.key()),
        target ->
            store.scratch(
                scratch -> {
                  compile(plan, scratch, target, log);
                  return target;
                }));
  }

  private void compile(Plan plan, Path scratch, Path target, Path log) throws IOException {
    Path tarball = fetcher.fetch(plan.lock().source().download());
    Path root = buildRoot(plan.lock());
    NamespaceSandbox sandbox = new NamespaceSandbox();
    try {
      sandbox.require(root);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    new Compiler(sandbox, progress, clock, processors)
        .compile(root, tarball, plan.script(), scratch, target, log);
  }

  private Path buildRoot(Lock lock) {
    String prune = "prune/build-root.list";
    Digest key = Digest.of("build-root 2\n" + Lock.key(lock.buildRoot()) + Templates.text(prune));
    return store.directory(
        "build-root",
        key,
        target -> {
          List<Path> debs = fetcher.fetchAll(Lock.downloads(lock.buildRoot()));
          try (Progress.Step step =
              progress.step("Unpacking %d packages of the build root".formatted(debs.size()))) {
            BuildRoot.unpack(target, debs, Templates.patterns(prune));
          }
        });
  }
}
