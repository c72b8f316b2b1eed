package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.prune.PruneStatistics;
import io.github.weepython.maven.prune.PrunedGroup;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.spec.Training;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The layers above the base. */
public final class PythonLayers {
  private static final String SPLIT = "layers/interpreter.list";

  /** Groups of the prune list that the layer pip has; see layers/pip.list. */
  private static final Set<String> WITH_PIP = Set.of("headers", "ensurepip");

  private final LayerStore layers;
  private final InterpreterBuilder trees;
  private final PruneStatistics meter;

  public PythonLayers(LayerStore layers, InterpreterBuilder trees, PruneStatistics meter) {
    this.layers = layers;
    this.trees = trees;
    this.meter = meter;
  }

  /** Whether anything was ever compiled, so that there may be nothing to compile. */
  public boolean anyCompiled() {
    return trees.any();
  }

  public InterpreterBuilder.Plan plan(ImageSpec spec, Lock lock, Flavour flavour) {
    return trees.plan(spec, lock, flavour);
  }

  /**
   * Plans each flavour's interpreter, and refuses what can't be compiled, before any long work.
   *
   * @return in the order of the spec's flavours
   */
  public Map<Flavour, InterpreterBuilder.Plan> plans(ImageSpec spec, Lock lock) {
    trees.checkOptions(spec, lock);
    Map<Flavour, InterpreterBuilder.Plan> plans = new LinkedHashMap<>();
    spec.flavours().forEach(flavour -> plans.put(flavour, trees.plan(spec, lock, flavour)));
    return plans;
  }

  /** Trains, and returns the profile in the store. */
  public Path train(ImageSpec spec, Lock lock, Training training, Path log) {
    return trees.train(spec, lock, training, log);
  }

  /** The install tree of one interpreter. */
  public Path installTree(InterpreterBuilder.Plan plan, Path log) {
    return trees.directory(plan, log);
  }

  /** The profile that an interpreter was optimized by, if this machine has it. */
  public Optional<Path> profile(InterpreterBuilder.Plan plan) {
    return trees.profile(plan);
  }

  /** Lays the interpreter's install tree out for wee:push, where the user shares them. */
  public void layOut(InterpreterBuilder.Plan plan, Path output) {
    trees.layOut(plan, output);
  }

  /** The debug symbols of one interpreter. */
  public Path symbols(ImageSpec spec, InterpreterBuilder.Plan plan, Path log) {
    return trees.symbols(spec, plan, log);
  }

  /** What the prune list has left out of the installation, and is in no other layer. */
  public List<PrunedGroup> leftOut(ImageSpec spec, InterpreterBuilder.Plan plan) {
    return meter.of(key(spec, plan)).stream()
        .filter(each -> !(spec.contents().pip() && WITH_PIP.contains(each.group())))
        .toList();
  }

  private static PruneList prune(ImageSpec spec) {
    return PruneList.of("prune/stdlib.list", spec.extras().keep());
  }

  private static String key(ImageSpec spec, InterpreterBuilder.Plan plan) {
    String stdlib = spec.contents().stdlib().id();
    return stdlib
        + "\n"
        + plan.key()
        + prune(spec).key()
        + Templates.text(SPLIT)
        + Templates.text(StaticLibrary.SCRIPT);
  }

  /** The layers of one interpreter, lowest first. */
  public List<Layer> python(ImageSpec spec, InterpreterBuilder.Plan plan, Path log) {
    PruneList prune = prune(spec);
    Stdlib stdlib = spec.contents().stdlib();
    String key = key(spec, plan);
    Predicate<String> kept = prune.pruned().negate();
    Predicate<String> own = PruneList.matching(SPLIT);
    LayerStore.Tree all = installed(plan, log);
    LayerStore.Tree modules =
        scratch ->
            StaticLibrary.in(
                BytecodeLayout.of(
                    part(all.make(scratch), "local/", "usr/local/", kept), stdlib, series(spec)));
    Predicate<String> interpreter = path -> own.test(path.substring("usr/local/".length()));
    List<Layer> made = new ArrayList<>();
    made.add(
        layers.layer(
            spec, "interpreter", key, scratch -> chosen(modules.make(scratch), interpreter)));
    made.add(
        layers.layer(
            spec,
            "standard library",
            key,
            scratch -> {
              meter.tree(key, "stdlib", prune, all.make(scratch), "local/");
              return chosen(modules.make(scratch), interpreter.negate());
            }));
    if (spec.contents().pip()) {
      String beside = "layers/pip.list";
      made.add(
          layers.layer(
              spec,
              "pip",
              key + Templates.text(beside),
              scratch -> pip(spec, all.make(scratch), kept, PruneList.matching(beside))));
    }
    return made;
  }

  /** pip keeps its sources, since what goes wrong in it is read by people. */
  private static FileTree pip(
      ImageSpec spec, FileTree all, Predicate<String> kept, Predicate<String> beside) {
    Stdlib stdlib = spec.contents().stdlib();
    FileTree tree = part(all, "pip/usr/local/", "usr/local/", kept);
    tree.putAll(part(all, "local/", "usr/local/", beside));
    return stdlib == Stdlib.SOURCE ? BytecodeLayout.of(tree, stdlib, series(spec)) : tree;
  }

  /** As names of compiled modules have it: {@code 313}. */
  static String series(ImageSpec spec) {
    return spec.python().majorMinor().replace(".", "");
  }

  private static FileTree chosen(FileTree tree, Predicate<String> paths) {
    FileTree result = new FileTree();
    tree.entries().stream().filter(e -> paths.test(e.path())).forEach(result::put);
    return result;
  }

  /** The install tree, found or compiled when first asked for, and read once. */
  private LayerStore.Tree installed(InterpreterBuilder.Plan plan, Path log) {
    List<FileTree> read = new ArrayList<>(1);
    return scratch -> {
      if (read.isEmpty()) {
        read.add(TreeReader.read(trees.directory(plan, log)));
      }
      return read.get(0);
    };
  }

  /** What stands below a directory of the tree and is chosen, moved to another place. */
  private static FileTree part(FileTree tree, String from, String to, Predicate<String> chosen) {
    FileTree moved = new FileTree();
    for (Entry entry : tree.entries()) {
      String path = entry.path();
      if (path.startsWith(from) && chosen.test(path.substring(from.length()))) {
        moved.put(entry.moved(p -> to + p.substring(from.length())));
      }
    }
    return moved;
  }
}
