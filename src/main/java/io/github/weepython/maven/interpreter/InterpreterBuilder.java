package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.compile.PhaseTimeStore;
import io.github.weepython.maven.compile.Scripts;
import io.github.weepython.maven.compile.StoredPhaseTimes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.source.ConfigureOptions;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Training;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Compiles an interpreter, or finds it in the store. */
public final class InterpreterBuilder {
  static final String KIND = "install-tree";

  private final Store store;
  private final InterpreterCache shared;
  private final Patches patches;
  private final CompilerSetup setup;
  private final Profiles profiles;

  /**
   * @param trained the profile of a training elsewhere, to be used instead of training anew
   */
  public InterpreterBuilder(
      Store store,
      InterpreterCache shared,
      Patches patches,
      CompilerSetup setup,
      Optional<Path> trained) {
    this.store = store;
    this.shared = shared;
    this.patches = patches;
    this.setup = setup;
    this.profiles = new Profiles(store, trained);
  }

  /**
   * One interpreter, not compiled yet.
   *
   * @param coordinates what it is called where it is shared
   * @param records how long it may take
   * @param key all that the install tree depends on
   * @param identity the same as of the build whose profile a rebuild takes; else the key
   * @param script builds it
   * @param symbols takes the debug symbols of the same
   * @param profile what it is optimized by, if it is
   * @param patches applied to the source
   */
  public record Plan(
      InterpreterRepository.Coordinates coordinates,
      PhaseTimeStore records,
      String key,
      String identity,
      String script,
      String symbols,
      Optional<Profiles.Plan> profile,
      PatchSeries patches,
      Lock lock) {
    public Digest digest() {
      return Digest.of(key);
    }

    /** All that the debug symbols depend on. */
    public String symbolsKey() {
      return key + "\n" + symbols;
    }

    /** What others are told that the interpreter was made by: the same in a rebuild. */
    public Digest identifying() {
      return Digest.of(identity);
    }
  }

  public Plan plan(ImageSpec spec, Lock lock, Flavour flavour) {
    Scripts scripts = Profiles.scripts(spec);
    PatchSeries series = patches.series(spec, lock);
    Optional<Scripts.Cross> cross =
        setup.from().map(from -> new Scripts.Cross(Templates.text("compile/cross.sh"), from));
    Scripts fitting = cross.map(scripts::from).orElse(scripts);
    String script = fitting.building(flavour);
    if (cross.isPresent()) {
      CrossCompiling.check(spec, flavour);
    }
    Optional<Profiles.Plan> profile =
        flavour.pgo() ? Optional.of(profiles.plan(spec, lock, series)) : Optional.empty();
    UnaryOperator<String> by =
        profiled ->
            String.join(
                "\n",
                "python 4",
                Lock.key(lock.buildRoot()),
                lock.source().sha256(),
                script,
                profiled,
                series.key());
    String key = by.apply(profile.map(Profiles.Plan::key).orElse(""));
    InterpreterRepository.Coordinates coordinates =
        new InterpreterRepository.Coordinates(
            flavour.id(), spec.python() + "-" + Digest.of(key).hex(), spec.platform().id());
    return new Plan(
        coordinates,
        new StoredPhaseTimes(store, spec, flavour.id()),
        key,
        by.apply(profile.map(Profiles.Plan::identity).orElse("")),
        script,
        fitting.symbols(flavour),
        profile,
        series,
        lock);
  }

  /**
   * Refuses options that the source's configure doesn't know.
   *
   * @throws io.github.weepython.maven.source.SourceException naming the option
   */
  public void checkOptions(ImageSpec spec, Lock lock) {
    List<String> asked = spec.recipe().options().configureArgs();
    if (!asked.isEmpty()) {
      ConfigureOptions.of(setup.source(lock)).require("CPython " + spec.python(), asked);
    }
  }

  /**
   * Whether the store has any install tree, of this plan or another, or the user's repository may.
   */
  public boolean any() {
    return shared.any() || Files.isDirectory(store.root().resolve(KIND));
  }

  /**
   * The plan's install tree: {@code local} is to be /usr/local, {@code pip} a root of pip's own.
   */
  public Path directory(Plan plan, Path log) {
    return store.directory(
        KIND,
        plan.digest(),
        target ->
            store.scratch(
                scratch -> {
                  if (shared.get(plan.coordinates(), plan.digest(), target)) {
                    return target;
                  }
                  Compiler.Workspace place =
                      setup.workspace(plan.lock(), plan.patches(), scratch, log);
                  Compiler compiler = setup.compiler(place, plan.records());
                  Optional<Path> profile =
                      plan.profile().map(wanted -> profiles.file(wanted, compiler, place));
                  compiler.build(place, plan.script(), profile, setup.helper(), target);
                  if (plan.profile().filter(each -> each.saved().isEmpty()).isPresent()) {
                    // Goes wherever the tree goes: a rebuild elsewhere wants it.
                    Files.copy(profile.orElseThrow(), target.resolve(Profiles.KIND));
                  }
                  shared.own(plan.digest(), target);
                  return target;
                }));
  }

  /** The profile that the plan's install tree was optimized by, if this machine has it. */
  public Optional<Path> profile(Plan plan) {
    return plan.profile()
        .flatMap(each -> profiles.find(each, () -> store.findDirectory(KIND, plan.digest())));
  }

  /** Lays the plan's install tree out for wee:push, where the user shares them. */
  public void layOut(Plan plan, Path output) {
    shared.layOut(plan.coordinates(), plan.digest(), output);
  }

  /** The debug symbols of the plan's install tree: a root with {@code usr/lib/debug}. */
  public Path symbols(ImageSpec spec, Plan plan, Path log) {
    Lock lock = plan.lock();
    Path built = directory(plan, log);
    Path own = log.resolveSibling("symbols-" + log.getFileName());
    PhaseTimeStore records =
        new StoredPhaseTimes(store, spec, "symbols-" + plan.coordinates().flavour());
    return store.directory(
        "debug-symbols",
        Digest.of(plan.symbolsKey()),
        target ->
            store.scratch(
                scratch -> {
                  // Trained in a tree of its own: that one is configured, and without -g.
                  Optional<Path> profile =
                      plan.profile().map(each -> profile(each, spec, plan.patches(), lock, own));
                  Compiler.Workspace place = setup.workspace(lock, plan.patches(), scratch, own);
                  Optional<Path> helper = setup.helper();
                  setup
                      .compiler(place, records)
                      .symbols(place, plan.symbols(), profile, helper, built, target);
                  return target;
                }));
  }

  /** The profile of a training. */
  public Path train(ImageSpec spec, Lock lock, Training training, Path log) {
    PatchSeries series = patches.series(spec, lock);
    return profile(profiles.training(spec, lock, series, training), spec, series, lock, log);
  }

  private Path profile(
      Profiles.Plan plan, ImageSpec spec, PatchSeries series, Lock lock, Path log) {
    return store.scratch(
        scratch -> {
          Compiler.Workspace place = setup.workspace(lock, series, scratch, log);
          PhaseTimeStore records = new StoredPhaseTimes(store, spec, "");
          return profiles.file(plan, setup.compiler(place, records), place);
        });
  }
}
