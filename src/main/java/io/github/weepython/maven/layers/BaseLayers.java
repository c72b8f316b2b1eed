package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.debian.rootfs.DebContents;
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
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The layer under the interpreter. */
public final class BaseLayers {
  /** The group of debian.list that scripts of packages make. */
  private static final String SERVICES = "services";

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
    return key(spec, lock, base, prune(spec, base));
  }

  private static String key(ImageSpec spec, Lock lock, Base base, PruneList prune) {
    return String.join(
        "\n",
        "base 10 " + base.id(),
        Lock.key(packages(lock, base)) + prune.key(),
        added(lock, base, true).stream().map(LockedPackage::name).toList().toString(),
        spec.extras().certificates().toString());
  }

  private static List<LockedPackage> packages(Lock lock, Base base) {
    return lock.bases().getOrDefault(base.id(), List.of());
  }

  private static PruneList prune(ImageSpec spec, Base base) {
    Set<String> keep = new TreeSet<>(spec.extras().keep());
    if (!spec.extras().packages().isEmpty()) {
      keep.add(SERVICES); // Whose they are can't be told of them.
    }
    return PruneList.of(base, keep);
  }

  /** The packages that the user added, or the others. */
  private static List<LockedPackage> added(Lock lock, Base base, boolean added) {
    return packages(lock, base).stream().filter(each -> each.added() == added).toList();
  }

  public Layer base(ImageSpec spec, Lock lock, Base base) {
    BaseFiles files = files(spec, lock, base, prune(spec, base));
    Reading reading = reading(files);
    return layers.layer(
        spec, "base", files.key(), newest(files, reading), scratch -> reading.tree());
  }

  /** What a variant has that its base has not, or not so, in a layer for on top of its image. */
  public Layer variant(ImageSpec spec, Lock lock, Base base, Variant variant) {
    PruneList prune = prune(spec, base);
    BaseFiles below = files(spec, lock, base, prune);
    PruneList less = variant.kept().map(Templates::list).map(prune::except).orElse(prune);
    BaseFiles all = files(spec, lock.with(base, variant), base, less);
    Reading reading = reading(all);
    return layers.layer(
        spec,
        variant.id() + " variant",
        VariantTree.key(variant) + below.key() + "\n" + all.key(),
        newest(all, reading),
        scratch -> VariantTree.of(variant, TarReader.tree(kept(below)), reading.tree()));
  }

  /**
   * A base's files, made when they are first asked for.
   *
   * @param key all that they depend on
   */
  private record BaseFiles(String key, LayerStore.Tree tree) {}

  private BaseFiles files(ImageSpec spec, Lock lock, Base base, PruneList prune) {
    String key = key(spec, lock, base, prune);
    if (base == Base.DISTROLESS) {
      return new BaseFiles(
          key,
          scratch ->
              with(
                  scratch,
                  lock,
                  base,
                  key,
                  prune,
                  (debs, added) ->
                      distroless(scratch, spec, debs, pruned(spec, base, prune, added))));
    }
    DebianRecipe recipe = DebianRecipe.of(spec.suite(), spec.extras());
    return new BaseFiles(
        key + recipe.key(),
        scratch ->
            with(
                scratch,
                lock,
                base,
                key,
                prune,
                (debs, added) ->
                    configured(
                        scratch, lock, recipe.recipe(), debs, pruned(spec, base, prune, added))));
  }

  /**
   * Writes what base distroless has beyond its packages' files.
   *
   * @param added a tar of what wee makes itself
   * @param leftOut a list of the files of packages that it leaves out
   */
  public void writeBeyondPackages(ImageSpec spec, Lock lock, Path added, Path leftOut) {
    PruneList prune = prune(spec, Base.DISTROLESS);
    List<LockedPackage> packages = packages(lock, Base.DISTROLESS);
    List<Path> debs = fetcher.fetchAll(Lock.downloads(packages));
    store.scratch(
        scratch -> {
          DistrolessBase.Beyond beyond =
              PackageFiles.naming(
                  packages,
                  debs,
                  () ->
                      DistrolessBase.beyondPackages(
                          scratch,
                          debs,
                          pruned(spec, Base.DISTROLESS, prune, paths(chosen(packages, debs, true))),
                          certificates(spec)));
          try (OutputStream out = Files.newOutputStream(added)) {
            new TarWriter(Long.MAX_VALUE).write(beyond.added(), out);
          }
          return Files.write(leftOut, beyond.leftOut());
        });
  }

  private static List<String> certificates(ImageSpec spec) {
    return spec.extras().certificates().stream().flatMap(each -> each.pem().stream()).toList();
  }

  /** Beside the files as well, so that nobody has to read them for it. */
  private long newest(BaseFiles files, Reading reading) {
    Path kept =
        store.file(
            "base-newest",
            Digest.of(files.key()),
            target -> Files.writeString(target, Long.toString(reading.tree().newest())));
    try {
      return Long.parseLong(Files.readString(kept));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that are kept, read when they are first asked for, and once. */
  private interface Reading {
    FileTree tree() throws IOException;
  }

  private Reading reading(BaseFiles files) {
    List<FileTree> read = new ArrayList<>(1);
    return () -> {
      if (read.isEmpty()) {
        read.add(TarReader.tree(kept(files)));
      }
      return read.get(0);
    };
  }

  /** The files are kept beside the layer, for one of other times or compression. */
  private Path kept(BaseFiles files) {
    return store.file(
        "base",
        Digest.of(files.key()),
        target ->
            store.scratch(
                scratch -> {
                  try (OutputStream out = Files.newOutputStream(target)) {
                    new TarWriter(Long.MAX_VALUE).write(files.tree().make(scratch), out);
                  }
                  return target;
                }));
  }

  private static Set<String> paths(List<Path> debs) throws IOException {
    return new HashSet<>(DebContents.paths(debs));
  }

  /**
   * What is left out: prune lists are made for wee's own packages; of those that the user added
   * only what {@link PruneList#lasting} names, and the user hears of it.
   *
   * @param paths of the packages that the user added
   */
  private Predicate<String> pruned(ImageSpec spec, Base base, PruneList prune, Set<String> paths) {
    Predicate<String> ofOurs = prune.pruned();
    Predicate<String> ofTheirs = prune.lasting().pruned();
    Set<String> groups = prune.lasting().groupsOf(paths);
    if (!groups.isEmpty() && !spec.extras().packages().isEmpty()) {
      String keep = String.join(",", groups);
      progress.info(
          "Of the packages that <packages> adds to base %s, %s are left out; <keep>%s</keep> (-Dwee.keep=%s) keeps them."
              .formatted(base.id(), String.join(", ", groups), keep, keep));
    }
    return path -> (paths.contains(path) ? ofTheirs : ofOurs).test(path);
  }

  private FileTree distroless(
      Path scratch, ImageSpec spec, List<Path> debs, Predicate<String> pruned) throws IOException {
    List<String> unconfigured = DistrolessBase.unconfigured(debs);
    if (!unconfigured.isEmpty()) {
      progress.info(
          "Base distroless runs no scripts of packages, and these have one: %s. Where that matters, use base debian."
              .formatted(String.join(", ", unconfigured)));
    }
    for (String unfollowedAlternative : DistrolessBase.unfollowedAlternatives(debs)) {
      progress.info(
          "Links that a package's script makes by update-alternatives may be missing,"
              + " since its arguments are only known when it runs: "
              + unfollowedAlternative);
    }
    return DistrolessBase.tree(scratch, debs, pruned, certificates(spec));
  }

  private interface Assembly {
    /**
     * @param added paths of the packages that the user added
     */
    FileTree of(List<Path> debs, Set<String> added) throws IOException;
  }

  /** The packages' files; what is left out of them is measured while they are at hand. */
  private FileTree with(
      Path scratch, Lock lock, Base base, String key, PruneList prune, Assembly assembly)
      throws IOException {
    List<LockedPackage> packages = packages(lock, base);
    List<Path> debs = fetcher.fetchAll(Lock.downloads(packages));
    return PackageFiles.decompressed(
        packages,
        debs,
        Files.createDirectory(scratch.resolve("packages")),
        read -> {
          List<Path> added = chosen(packages, read, true);
          Set<String> paths = paths(added);
          // Measuring takes its time, and of most that are added nothing is left out.
          boolean whole = paths.stream().noneMatch(prune.lasting().pruned());
          List<Path> own = chosen(packages, read, false);
          meter.packages(key, base.id(), prune, own, whole ? List.of() : added);
          return assembly.of(read, paths);
        });
  }

  /** The files of the packages that the user added, or of the others. */
  private static List<Path> chosen(List<LockedPackage> packages, List<Path> debs, boolean added) {
    return IntStream.range(0, debs.size())
        .filter(i -> packages.get(i).added() == added)
        .mapToObj(debs::get)
        .toList();
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
