package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.Compiler;
import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.compile.ProfileFile;
import io.github.weepython.maven.compile.ProfileIdentity;
import io.github.weepython.maven.compile.Scripts;
import io.github.weepython.maven.compile.Workload;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Training;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Profiles: saved ones, those in the store, and the trainings that make them. */
final class Profiles {
  private static final String LIST = "training/scripts.list";
  private static final Pattern SINCE = Pattern.compile("\\d+_since_(\\d+)\\.(\\d+)\\.py");

  /** What they are called in the store, and in an install tree. */
  static final String KIND = "profile";

  private final Store store;
  private final Optional<Path> trained;

  /**
   * @param trained what a training made elsewhere, to be used instead of training anew
   */
  Profiles(Store store, Optional<Path> trained) {
    this.store = store;
    this.trained = trained;
  }

  /**
   * A profile that may not be there yet.
   *
   * @param key all that it depends on
   * @param identity the key of the training that made it or would make it; of the user's file, the
   *     same as the key
   * @param saved the file, where there is one: the user's, or that of a training elsewhere
   * @param script makes it where there is no saved one
   * @param scripts wee's own of the training, by file name
   */
  record Plan(
      String key,
      String identity,
      Optional<Path> saved,
      String script,
      Training training,
      Map<String, String> scripts) {}

  static Scripts scripts(ImageSpec spec) {
    return new Scripts(
        new Scripts.Templates(
            Templates.text("compile/configure.sh"),
            Templates.text("compile/train.sh")
                .replace("@files@", Templates.text("compile/files.c").strip())
                .replace("@memory@", Templates.text("compile/memory.c").strip()),
            Templates.text("compile/cpython.sh"),
            Templates.text("compile/finish.sh")
                .replace("@folders@", Templates.text("compile/folders.py").strip()),
            Templates.text("compile/symbols.sh")
                .replace("@frames@", Templates.text("compile/gdb-frames.py").strip())),
        spec.python(),
        spec.platform(),
        spec.optimization(),
        spec.recipe().options());
  }

  /** wee's own training scripts for this Python by file name. */
  static Map<String, String> trainings(PythonVersion python) {
    Map<String, String> all = new TreeMap<>();
    Templates.list(LIST).stream()
        .filter(name -> suits(name, python))
        .forEach(name -> all.put(name, Templates.text("training/" + name)));
    return all;
  }

  /** What a series brought needs its syntax; earlier ones keep the profiles they have. */
  private static boolean suits(String name, PythonVersion python) {
    Matcher since = SINCE.matcher(name);
    return !since.matches()
        || python.atLeast(Integer.parseInt(since.group(1)), Integer.parseInt(since.group(2)));
  }

  /**
   * What a build is optimized by: the user's saved profile, else wee's own training, or what that
   * made elsewhere.
   *
   * @throws io.github.weepython.maven.compile.CompileException when the saved one does not fit
   */
  Plan plan(ImageSpec spec, Lock lock, PatchSeries patches) {
    Optional<Path> saved = spec.optimization().profile();
    if (saved.isPresent()) {
      String key = checked(spec, lock, patches, saved.get());
      return new Plan(key, key, saved, "", Training.WEE, Map.of());
    }
    Plan anew = training(spec, lock, patches, Training.WEE);
    if (trained.isEmpty()) {
      return anew;
    }
    // Under a key of its own: what somebody attests is not what a training here would make.
    String key = anew.key() + "\n" + checked(spec, lock, patches, trained.get());
    return new Plan(key, anew.key(), trained, "", Training.WEE, Map.of());
  }

  private static String checked(ImageSpec spec, Lock lock, PatchSeries patches, Path file) {
    String found = ProfileFile.identity(file);
    identity(spec, lock, patches, scripts(spec), Training.WEE).check(file.toString(), found);
    return Digest.ofUnchecked(file).hex();
  }

  /** What a training makes. */
  Plan training(ImageSpec spec, Lock lock, PatchSeries patches, Training training) {
    Scripts scripts = scripts(spec);
    String script =
        scripts.training(identity(spec, lock, patches, scripts, training), training.own());
    String key = String.join("\n", "profile 2", Lock.key(lock.buildRoot()), script);
    return new Plan(key, key, Optional.empty(), script, training, trainings(spec.python()));
  }

  private static ProfileIdentity identity(
      ImageSpec spec, Lock lock, PatchSeries patches, Scripts scripts, Training training) {
    Optimization o = spec.optimization();
    String flags =
        "hardening=%s framePointers=%s sharedLibrary=%s%s march=%s %s"
            .formatted(
                o.hardening(),
                o.framePointers(),
                o.sharedLibrary(),
                o.freeThreading() ? " freeThreading=true" : "",
                o.march().orElse("all"),
                Digest.of(scripts.configuring()).hex());
    return new ProfileIdentity(
        spec.python().toString(),
        lock.source().sha256() + patched(patches),
        spec.platform().toString(),
        compiler(lock),
        flags,
        text(training, spec.python()));
  }

  /** As {@code wee 0a1b, workload 2c3d}. */
  private static String text(Training training, PythonVersion python) {
    Stream<String> own =
        training.own()
            ? Stream.of("wee " + Digest.of(trainings(python).toString()).hex())
            : Stream.of();
    Stream<String> theirs = training.workload().stream().map(folder -> "workload " + hash(folder));
    return Stream.concat(own, theirs).collect(Collectors.joining(", "));
  }

  private static String patched(PatchSeries patches) {
    String key = patches.key();
    return key.isEmpty() ? "" : ", patched by " + Digest.of(key).hex();
  }

  /** As {@code gcc-14 14.2.0-19}. */
  private static String compiler(Lock lock) {
    return lock.buildRoot().stream()
        .filter(p -> p.name().matches("gcc-\\d+"))
        .map(p -> p.name() + " " + p.version())
        .findFirst()
        .orElse("of the suite");
  }

  private static String hash(Path folder) {
    try {
      return new Workload(folder).digest().hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plan's profile, trained in the place if need be. */
  Path file(Plan plan, Compiler compiler, Compiler.Workspace place) {
    return plan.saved()
        .orElseGet(
            () ->
                store.file(
                    KIND,
                    Digest.of(plan.key()),
                    target ->
                        compiler.train(
                            place,
                            plan.script(),
                            plan.scripts(),
                            plan.training().workload(),
                            target)));
  }

  /** The plan's profile, where it is there already: on its own, or in the install tree. */
  Optional<Path> find(Plan plan, Supplier<Optional<Path>> tree) {
    Digest key = Digest.of(plan.key());
    return plan.saved()
        .or(() -> store.findFile(KIND, key))
        .or(
            () ->
                tree.get()
                    .map(folder -> folder.resolve(KIND))
                    .filter(Files::isRegularFile)
                    .map(file -> store.file(KIND, key, target -> Files.copy(file, target))));
  }
}
