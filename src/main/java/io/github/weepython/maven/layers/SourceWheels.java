package io.github.weepython.maven.layers;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SourceArchive;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.site.WheelBuilder;
import io.github.weepython.maven.site.WheelTarget;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Wheels of source archives: built, or found in the store by all that goes into them. */
final class SourceWheels {
  private static final String SCRIPT = "site/build_wheel.py";

  private final Store store;
  private final BuildRoots roots;
  private final SandboxSelector sandboxes;
  private final Progress progress;

  SourceWheels(Store store, BuildRoots roots, SandboxSelector sandboxes, Progress progress) {
    this.store = store;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.progress = progress;
  }

  /**
   * What every wheel depends on beside its own sources.
   *
   * @param interpreter the digest of what the interpreter is built of
   */
  static String key(Lock lock, Digest interpreter, WheelTarget target) {
    return String.join(
        "\n",
        "wheel 1",
        target.toString(),
        interpreter.hex(),
        Lock.key(lock.wheelRoot()),
        Templates.text(SCRIPT));
  }

  /**
   * The wheels of all sources.
   *
   * @param key as {@link #key}
   * @param installed the install tree, asked for when there is something to build
   */
  List<Wheel.OnDisk> wheels(
      SiteInputs inputs, Lock lock, WheelTarget target, String key, Supplier<Path> installed)
      throws IOException {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (SourceArchive.OnDisk disk : inputs.sources()) {
      Path kept =
          store.directory(
              "wheel",
              Digest.of(key + "\n" + inputs.key(disk)),
              folder ->
                  store.scratch(
                      scratch -> build(disk, inputs, lock, target, installed, folder, scratch)));
      wheels.add(wheel(kept));
    }
    return wheels;
  }

  private Path build(
      SourceArchive.OnDisk source,
      SiteInputs inputs,
      Lock lock,
      WheelTarget target,
      Supplier<Path> installed,
      Path folder,
      Path scratch)
      throws IOException {
    Path tree = installed.get();
    Path root = roots.directory(lock.wheelRoot());
    String name = source.archive().name();
    try (Progress.Step step = progress.step("Building a wheel of " + name)) {
      Path sources = source.unpack(Files.createDirectory(scratch.resolve("sources")));
      Wheel.OnDisk built =
          new WheelBuilder(sandboxes.choose(root), Templates.text(SCRIPT), step::detail)
              .build(
                  new WheelBuilder.Sources(name, sources, source.system()),
                  new WheelBuilder.Tools(root, tree, inputs.tools()),
                  target,
                  Files.createDirectory(scratch.resolve("build")));
      source.archive().check(built.wheel());
      return Files.copy(built.file(), folder.resolve(built.wheel().name()));
    }
  }

  private static Wheel.OnDisk wheel(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      return new Wheel.OnDisk(
          Wheel.parse(String.valueOf(file.getFileName())).orElseThrow(), file, "");
    }
  }
}
