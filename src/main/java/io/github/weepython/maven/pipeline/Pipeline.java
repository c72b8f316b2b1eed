package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.bench.Benchmarks;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockResolver;
import io.github.weepython.maven.interpreter.CompilerSetup;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.interpreter.InterpreterCache;
import io.github.weepython.maven.interpreter.Patches;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.layers.BaseLayers;
import io.github.weepython.maven.layers.FilesLayer;
import io.github.weepython.maven.layers.ImageLayers;
import io.github.weepython.maven.layers.LayerStore;
import io.github.weepython.maven.layers.PythonLayers;
import io.github.weepython.maven.layers.SiteLayers;
import io.github.weepython.maven.lockfile.LockFileInputs;
import io.github.weepython.maven.lockfile.LockedBuild;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.output.SymbolFiles;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.prune.PruneStatistics;
import io.github.weepython.maven.run.ImageRunner;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.source.KnownReleases;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.spec.EndOfLife;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RunOptions;
import io.github.weepython.maven.spec.Training;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.verify.Checks;
import io.github.weepython.maven.verify.ImageVerifier;
import io.github.weepython.maven.vex.Vex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one way from a spec to images. */
public final class Pipeline implements AutoCloseable {
  private final LockFileInputs fixed;
  private final Fetcher fetcher;
  private final LockResolver locker;
  private final Patches patches;
  private final KnownReleases known;
  private final BaseLayers bases;
  private final PythonLayers pythons;
  private final ImageAssembler assembler;
  private final SiteLayers sites;
  private final Toolchain way;
  private final Store store;
  private final BuildRoots roots;
  private final ImageVerifier verifying;
  private final InstantSource clock;
  private final Progress progress;

  public Pipeline(Environment environment, Progress progress, InstantSource clock) {
    this(
        environment,
        progress,
        clock,
        Toolchain.running(new SandboxFactory(environment, progress, clock).here()));
  }

  Pipeline(Environment environment, Progress progress, InstantSource clock, Toolchain way) {
    this.clock = clock;
    this.progress = progress;
    Sources sources = Sources.of(environment, progress, clock);
    this.store = sources.store();
    this.fetcher = sources.fetcher();
    this.patches = new Patches(sources.security());
    this.known = sources.known();
    this.fixed =
        new LockFileInputs(
            environment.origins().locking(),
            environment.mirrors(),
            environment.origins().upstream(),
            progress);
    this.locker =
        new LockResolver(
            store,
            sources.archive(),
            sources.finder(),
            sources.security(),
            progress,
            clock,
            new LockResolver.Settings(
                environment.connections().refresh(),
                environment.connections().offline(),
                sources.origin(),
                way.from(),
                fixed));
    int processors = environment.machine().processors();
    this.way = way;
    SandboxSelector sandboxes = way.sandboxes();
    LayerStore layers = new LayerStore(store, progress, processors);
    this.roots = new BuildRoots(store, fetcher, progress);
    this.verifying = new ImageVerifier(store, roots, sandboxes, progress);
    PruneStatistics meter = new PruneStatistics(store);
    this.bases = new BaseLayers(store, layers, fetcher, roots, sandboxes, meter, progress);
    this.sites = new SiteLayers(store, layers, fetcher, roots, sandboxes, progress);
    this.pythons =
        new PythonLayers(
            layers,
            new InterpreterBuilder(
                store,
                new InterpreterCache(environment.interpreterCache(), store, progress, processors),
                patches,
                new CompilerSetup(fetcher, roots, way, progress, clock, processors),
                environment.origins().locking().trained()),
            meter);
    this.assembler =
        new ImageAssembler(
            bases,
            pythons,
            sites,
            new ImageLayers(store, layers, bases, progress),
            new ImageAssembler.Beside(
                new Evidence(store, fetcher, environment, progress),
                meter,
                new SymbolFiles(processors)),
            way);
  }

  /**
   * Builds each flavour on each base.
   *
   * @param output gets the images' files, in folders of their own where there are several
   */
  public List<BuiltImage> build(ImageSpec spec, Path output) {
    return build(spec, output, Optional.empty()).stream().map(PlatformImage::built).toList();
  }

  /**
   * As {@link #build(ImageSpec, Path)}.
   *
   * @param among of several platforms' folders, the name of this one's
   */
  List<PlatformImage> build(ImageSpec spec, Path output, Optional<String> among) {
    PruneList.check(spec.extras().keep());
    Vex.check(spec);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    EndOfLife.warnings(spec.python(), spec.suite(), today).forEach(progress::warn);
    if (!pythons.anyCompiled()) {
      way.sandboxes().require(); // There will be something to compile: say it before any long work.
    }
    Lock lock = locker.lock(spec);
    Map<Flavour, InterpreterBuilder.Plan> plans = pythons.plans(spec, lock);
    SiteWheels wheels = sites.inputs(spec, lock);
    wheels.dependencies().ifPresent(each -> fixed.checkWheels(spec, way.from(), each.digests()));
    PatchList patched = patched(spec, lock);
    ImageInputs inputs =
        new ImageInputs(spec, lock, locked(spec, lock, wheels.dependencies()), patched, wheels);
    return assembler.assemble(inputs, plans, output, among);
  }

  /** What the interpreters are patched with, told to whoever looks. */
  PatchList patched(ImageSpec spec, Lock lock) {
    Backports backports = Backports.of(spec, lock, known.later(spec.python()));
    backports.warning(spec.python()).ifPresent(progress::warn);
    PatchList patched = new PatchList(patches.series(spec, lock).patches(), backports);
    if (!patched.patches().isEmpty()) {
      progress.info(patched.line());
    }
    return patched;
  }

  /** What the last build of a spec was made of, if that is remembered. */
  Optional<Lock> lastLock(ImageSpec spec) {
    return locker.last(spec);
  }

  /** What a build of a spec would be made of now. */
  Lock lockNow(ImageSpec spec) {
    return locker.now(spec);
  }

  /** Looks at what was built by that spec from within. */
  Checks verify(ImageSpec spec, BuiltImage image, Optional<CommandCheck> command) {
    Lock lock = locker.lock(spec);
    Optional<List<Path>> compilers =
        image.base() == Base.DEBIAN && spec.contents().pip()
            ? Optional.of(
                image.variant().equals(Optional.of(Variant.DEV))
                    ? List.of()
                    : fetcher.fetchAll(locker.compilers(spec, lock)))
            : Optional.empty();
    return verifying.verify(lock, image, spec.platform(), compilers, command);
  }

  /** Runs an image that was built by that spec, of this machine's platform. */
  int run(ImageSpec spec, BuiltImage image, RunOptions options) {
    return new ImageRunner(store, roots, way.sandboxes(), progress)
        .run(locker.lock(spec), image, spec.platform(), options);
  }

  /** The install tree of the spec's first flavour, which helps to build another. */
  Path helper(ImageSpec spec, Path output) {
    Lock lock = locker.lock(spec);
    Flavour flavour = spec.flavours().get(0);
    InterpreterBuilder.Plan plan = pythons.plan(spec, lock, flavour);
    Path tree = pythons.installTree(plan, output.resolve("compile-helper.log"));
    pythons.layOut(plan, output);
    return tree;
  }

  /** The inputs of a build. */
  Lock lock(ImageSpec spec) {
    return locker.lock(spec);
  }

  /** What would be compiled, and of what. */
  InterpreterBuilder.Plan plan(ImageSpec spec, Flavour flavour) {
    return pythons.plan(spec, locker.lock(spec), flavour);
  }

  /** What {@code <site>} installs, brought here. */
  SiteWheels wheels(ImageSpec spec) {
    return sites.inputs(spec, locker.lock(spec));
  }

  /** What a build asks for that its lock file lacks. */
  List<String> lacking(ImageSpec spec) {
    return fixed.lacking(spec, way.from());
  }

  /** Fails where a lock file is all that may be used. */
  void settle(List<String> lacking) {
    fixed.settle(lacking);
  }

  /** The newest inputs, whatever a lock file says. */
  LockedBuild newest(ImageSpec spec, boolean site) {
    Lock lock = locker.newest(spec);
    return locked(spec, lock, site ? sites.inputs(spec, lock).dependencies() : Optional.empty());
  }

  private LockedBuild locked(ImageSpec spec, Lock lock, Optional<SiteInputs> site) {
    return new LockedBuild(
        spec,
        way.from(),
        lock,
        patches.series(spec, lock),
        site.map(SiteInputs::files).orElse(List.of()));
  }

  /** What base distroless has beyond its packages, as {@link BaseLayers#writeBeyondPackages}. */
  void writeBeyondPackages(ImageSpec spec, Path added, Path leftOut) {
    bases.writeBeyondPackages(spec, locker.lock(spec), added, leftOut);
  }

  /** The layers that may say who has which number: a base, and the user's files. */
  List<Layer> accounts(ImageSpec spec, Base base) {
    List<Layer> layers = new ArrayList<>(List.of(base(spec, base)));
    layers.addAll(FilesLayer.layers(spec, new LayerStore(store, progress, 1), List::of));
    return layers;
  }

  /** The layer under an interpreter alone. */
  Layer base(ImageSpec spec, Base base) {
    return bases.base(spec, locker.lock(spec), base);
  }

  /** What a variant has on top of its image, but for the interpreter's debug symbols. */
  Layer variant(ImageSpec spec, Base base, Variant variant) {
    return bases.variant(spec, locker.lock(spec), base, variant);
  }

  /** When the spec's inputs were looked up, for a spec that was built. */
  Instant resolvedAt(ImageSpec spec) {
    return Instant.ofEpochSecond(locker.lock(spec).resolvedAt());
  }

  /**
   * Trains, and saves the profile.
   *
   * @param file where the profile is written
   * @param output gets the log
   */
  void train(ImageSpec spec, Training training, Path file, Path output) {
    Path log = output.resolve("train.log");
    Path made = pythons.train(spec, locker.lock(spec), training, log);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.copy(made, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs benchmarks in images, by the sandbox that would compile this spec. */
  Benchmarks benchmarks(ImageSpec spec) {
    Path root = roots.directory(locker.lock(spec));
    try {
      return new Benchmarks(store, way.sandboxes().choose(root), root, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connections to where jobs ran. */
  @Override
  public void close() {
    way.sandboxes().close();
  }
}
