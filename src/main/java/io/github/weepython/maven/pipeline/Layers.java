package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.compile.CompileScript;
import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.compile.NamespaceSandbox;
import io.github.weepython.maven.debian.BuildRoot;
import io.github.weepython.maven.debian.DistrolessBase;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerJson;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Digest;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes each layer of an image, or finds it in the store. */
final class Layers {
  private static final String KIND = "layer";
  private static final int GZIP_LEVEL = 9;

  private final Store store;
  private final Fetcher fetcher;
  private final Progress progress;
  private final InstantSource clock;
  private final int processors;

  Layers(Store store, Fetcher fetcher, Progress progress, InstantSource clock, int processors) {
    this.store = store;
    this.fetcher = fetcher;
    this.progress = progress;
    this.clock = clock;
    this.processors = processors;
  }

  /** What a layer holds, asked for only when the store has no such layer. */
  @FunctionalInterface
  private interface Tree {
    /**
     * @param scratch an empty directory that stays until the layer is written
     */
    FileTree make(Path scratch) throws IOException;
  }

  Layer base(ImageSpec spec, Lock lock, Base base) {
    List<Lock.Input> packages = lock.bases().getOrDefault(base.id(), List.of());
    String prune = "prune/" + base.id() + ".list";
    String key = "base 2 " + base.id() + "\n" + Lock.key(packages) + Templates.text(prune);
    Tree tree =
        scratch ->
            DistrolessBase.tree(
                scratch, fetcher.fetchAll(Lock.downloads(packages)), Templates.patterns(prune));
    return layer(spec, "base", key, tree);
  }

  /** The layers above the base, lowest first. */
  List<Layer> python(ImageSpec spec, Lock lock, Flavour flavour, Path log) {
    String script =
        CompileScript.render(
            Templates.text("compile/cpython.sh"), spec.python(), flavour, spec.platform());
    String key =
        String.join("\n", "python 2", Lock.key(lock.buildRoot()), lock.source().sha256(), script);
    String prune = "prune/stdlib.list";
    String split = "layers/interpreter.list";
    String layerKey = key + Templates.text(prune) + Templates.text(split);
    Predicate<String> kept = Templates.patterns(prune).negate();
    Predicate<String> own = Templates.patterns(split);
    Tree all = installed(lock, Digest.of(key), script, log);
    List<Layer> layers = new ArrayList<>();
    layers.add(
        layer(
            spec,
            "interpreter",
            layerKey,
            scratch -> part(all.make(scratch), "local/", "usr/local/", kept.and(own))));
    layers.add(
        layer(
            spec,
            "standard library",
            layerKey,
            scratch -> part(all.make(scratch), "local/", "usr/local/", kept.and(own.negate()))));
    if (spec.pip()) {
      layers.add(
          layer(
              spec, "pip", layerKey, scratch -> part(all.make(scratch), "pip/", "", any -> true)));
    }
    return layers;
  }

  /** The install tree, found or compiled when first asked for, and read once. */
  private Tree installed(Lock lock, Digest key, String script, Path log) {
    List<FileTree> read = new ArrayList<>(1);
    return scratch -> {
      if (read.isEmpty()) {
        read.add(TreeReader.read(installTree(lock, key, script, log)));
      }
      return read.get(0);
    };
  }

  /** What stands below a directory of the tree and is chosen, moved to another place. */
  private static FileTree part(FileTree tree, String from, String to, Predicate<String> chosen) {
    FileTree moved = new FileTree();
    for (Entry each : tree.entries()) {
      String path = each.path();
      if (path.startsWith(from) && chosen.test(path.substring(from.length()))) {
        moved.put(each.moved(p -> to + p.substring(from.length())));
      }
    }
    return moved;
  }

  private Path installTree(Lock lock, Digest key, String script, Path log) {
    return store.directory(
        "install-tree",
        key,
        target ->
            store.scratch(
                scratch -> {
                  compile(lock, script, scratch, target, log);
                  return target;
                }));
  }

  private void compile(Lock lock, String script, Path scratch, Path target, Path log)
      throws IOException {
    Path tarball = fetcher.fetch(lock.source().download());
    Path root = buildRoot(lock);
    NamespaceSandbox sandbox = new NamespaceSandbox();
    try {
      sandbox.require(root);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    new Compiler(sandbox, progress, clock, processors)
        .compile(root, tarball, script, scratch, target, log);
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

  private Layer layer(ImageSpec spec, String title, String key, Tree tree) {
    long latest = spec.created().getEpochSecond();
    Digest digest = Digest.of("layer 2 %s %d %d\n%s".formatted(title, latest, GZIP_LEVEL, key));
    Path kept =
        store.directory(
            KIND,
            digest,
            target ->
                store.scratch(
                    scratch -> {
                      write(title, tree.make(scratch), target, latest);
                      return target;
                    }));
    try {
      return LayerJson.read(kept.resolve("layer.json"), kept.resolve("blob"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String title, FileTree files, Path target, long latest) throws IOException {
    try (Progress.Step step = progress.step("Packing layer: " + title)) {
      Layer made =
          new LayerWriter(processors)
              .write(title, files, target.resolve("blob"), latest, GZIP_LEVEL);
      LayerJson.write(made, target.resolve("layer.json"));
    }
  }
}
