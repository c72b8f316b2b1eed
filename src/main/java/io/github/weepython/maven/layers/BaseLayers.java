package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.debian.rootfs.DebianBase;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.PackageFiles;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.prune.PruneStatistics;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The layer under the interpreter. */
public final class BaseLayers {
  private final Store store;
  private final LayerStore layers;
  private final Fetcher fetcher;
  private final BuildRoots roots;
  private final SandboxSelector sandboxes;
  private final PruneStatistics meter;
  private final Progress progress;

  public BaseLayers(
      Store store,
      LayerStore layers,
      Fetcher fetcher,
      BuildRoots roots,
      SandboxSelector sandboxes,
      PruneStatistics meter,
      Progress progress) {
    this.store = store;
    this.layers = layers;
    this.fetcher = fetcher;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.meter = meter;
    this.progress = progress;
  }

  /** All that a base's files depend on, but for how Debian's is configured. */
  public String key(ImageSpec spec, Lock lock, Base base) {
    return "base 8 " + base.id() + "\n" + Lock.key(packages(lock, base)) + prune(spec, base).key();
  }

  private static List<LockedPackage> packages(Lock lock, Base base) {
    return lock.bases().getOrDefault(base.id(), List.of());
  }

  private static PruneList prune(ImageSpec spec, Base base) {
    return PruneList.of(base, spec.extras().keep());
  }

  public Layer base(ImageSpec spec, Lock lock, Base base) {
    PruneList prune = prune(spec, base);
    String key = key(spec, lock, base);
    if (base == Base.DISTROLESS) {
      return layer(
          spec,
          key,
          scratch ->
              with(lock, base, key, prune, debs -> distroless(scratch, debs, prune.pruned())));
    }
    DebianRecipe recipe = DebianRecipe.of(spec.suite(), spec.extras().keep());
    LayerStore.Tree tree =
        scratch ->
            with(
                lock,
                base,
                key,
                prune,
                debs -> configured(scratch, lock, recipe.recipe(), debs, prune.pruned()));
    return layer(spec, key + recipe.key(), tree);
  }

  /** The files are kept beside the layer, for one of other times or compression. */
  private Layer layer(ImageSpec spec, String key, LayerStore.Tree tree) {
    return layers.layer(
        spec, "base", key, newest(key, tree), scratch -> TarReader.tree(kept(key, tree)));
  }

  /** Beside the files as well, so that nobody has to read them for it. */
  private long newest(String key, LayerStore.Tree tree) {
    Path kept =
        store.file(
            "base-newest",
            Digest.of(key),
            target ->
                Files.writeString(target, Long.toString(TarReader.tree(kept(key, tree)).newest())));
    try {
      return Long.parseLong(Files.readString(kept));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path kept(String key, LayerStore.Tree tree) {
    return store.file(
        "base",
        Digest.of(key),
        target ->
            store.scratch(
                scratch -> {
                  try (OutputStream out = Files.newOutputStream(target)) {
                    new TarWriter(Long.MAX_VALUE).write(tree.make(scratch), out);
                  }
                  return target;
                }));
  }

  private FileTree distroless(Path scratch, List<Path> debs, Predicate<String> pruned)
      throws IOException {
    List<String> unconfigured = DistrolessBase.unconfigured(debs);
    if (!unconfigured.isEmpty()) {
      progress.info(
          "Base distroless runs no scripts of packages, and these have one: %s. Where that matters, use base debian."
              .formatted(String.join(", ", unconfigured)));
    }
    return DistrolessBase.tree(scratch, debs, pruned);
  }

  private interface Assembly {
    FileTree of(List<Path> debs) throws IOException;
  }

  /** The packages' files; what is left out of them is measured while they are at hand. */
  private FileTree with(Lock lock, Base base, String key, PruneList prune, Assembly assembly)
      throws IOException {
    List<LockedPackage> packages = packages(lock, base);
    List<Path> debs = fetcher.fetchAll(Lock.downloads(packages));
    return PackageFiles.naming(
        packages,
        debs,
        () -> {
          meter.packages(key, base.id(), prune, debs);
          return assembly.of(debs);
        });
  }

  private FileTree configured(
      Path scratch, Lock lock, DebianBase.Recipe recipe, List<Path> debs, Predicate<String> pruned)
      throws IOException {
    sandboxes.require();
    Path root = roots.directory(lock);
    DebianBase base = new DebianBase(sandboxes.choose(root), root, recipe, progress);
    try (Progress.Step step =
        progress.step("Configuring %d packages of the Debian base".formatted(debs.size()))) {
      return base.tree(scratch, debs, pruned);
    }
  }
}
