package io.github.weepython.maven.site;

import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds wheels of source trees by their own build backends (PEP 517) in a sandbox without network,
 * by an install tree's own interpreter. The same sources and tools give the same bytes.
 */
public final class WheelBuilder {
  private static final int LAST_LINES = 40;
  private static final String SOURCE = Sandbox.LOST + "project";

  private final Sandbox sandbox;
  private final String script;
  private final Consumer<String> lines;

  /**
   * What a build has.
   *
   * @param root the build root: compilers, and the libraries of the interpreter
   * @param installed the interpreter's install tree: {@code local} and {@code pip}
   * @param wheels of build backends and what they need; pip chooses among them
   */
  public record Tools(Path root, Path installed, List<Wheel.OnDisk> wheels) {
    public Tools {
      wheels = List.copyOf(wheels);
    }
  }

  /**
   * What is built.
   *
   * @param name what messages call it, such as {@code spam-1.0.tar.gz}
   * @param tree the unpacked sources, which the build may change
   * @param system who builds them
   */
  public record Sources(String name, Path tree, BuildSystem system) {}

  /**
   * @param script templates/site/build_wheel.py
   * @param lines hears each line that the build prints
   */
  public WheelBuilder(Sandbox sandbox, String script, Consumer<String> lines) {
    this.sandbox = sandbox;
    this.script = script;
    this.lines = lines;
  }

  /**
   * Builds a wheel.
   *
   * @param target what it must run on
   * @param scratch an empty directory that stays as long as the result is used
   * @throws SiteException when the build fails, with its last lines and what to do; or when its
   *     wheel is for another Python or machine
   */
  public Wheel.OnDisk build(Sources sources, Tools tools, WheelTarget target, Path scratch)
      throws IOException {
    List<Wheel> wheels = tools.wheels().stream().map(Wheel.OnDisk::wheel).toList();
    sources.system().requireTools(sources.name(), target, wheels);
    Path out = Files.createDirectory(scratch.resolve("out"));
    run(sources, job(sources, tools, out, scratch));
    return checked(sources.name(), out, target);
  }

  private Sandbox.Job job(Sources sources, Tools tools, Path out, Path scratch) throws IOException {
    Path wheels = Files.createDirectory(scratch.resolve("tools"));
    for (Wheel.OnDisk disk : tools.wheels()) {
      Files.copy(disk.file(), wheels.resolve(disk.wheel().name()));
    }
    Path plan = Files.writeString(scratch.resolve("plan.json"), sources.system().json());
    Map<String, Path> readable =
        Map.of(
            "/usr/local", tools.installed().resolve("local"),
            "/wee/pip", tools.installed().resolve("pip"),
            "/wee/wheels", wheels,
            "/wee/plan.json", plan,
            "/wee/build_wheel.py", Files.writeString(scratch.resolve("build_wheel.py"), script));
    List<String> command = new ArrayList<>(SiteInstaller.python(tools.installed()));
    command.addAll(List.of("/wee/build_wheel.py", SOURCE, "/wee/wheels", "/wee/pip", "/wee/out"));
    command.add("/wee/plan.json");
    Map<String, Path> writable = Map.of("/wee/out", out, SOURCE, sources.tree());
    return new Sandbox.Job(tools.root(), writable, readable, SiteInstaller.environment(), command);
  }

  private void run(Sources sources, Sandbox.Job job) throws IOException {
    LogTail last = new LogTail(LAST_LINES);
    BuildFailure failure = new BuildFailure(sources.name());
    try {
      int status =
          sandbox.run(
              job,
              line -> {
                lines.accept(line);
                failure.accept(line);
                last.accept(line);
              });
      if (status != 0) {
        throw failure.exception(status, last.joined("\n  "));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteException("Building %s was interrupted.".formatted(sources.name()), e);
    }
  }

  private static Wheel.OnDisk checked(String name, Path out, WheelTarget target)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(out)) {
      files = all.sorted().toList();
    }
    Optional<Wheel> wheel =
        files.stream()
            .findFirst()
            .map(file -> String.valueOf(file.getFileName()))
            .flatMap(Wheel::parse);
    if (files.size() != 1 || wheel.isEmpty()) {
      throw new SiteException(
          "The build of %s ended without a wheel; it left: %s.".formatted(name, files));
    }
    if (!target.fits(wheel.get())) {
      throw new SiteException(
          "The build of %s made %s, which does not fit %s: its backend chose those tags. Where the image's platform is not this machine's, set <builders> or an emulator so that the build runs on it."
              .formatted(name, wheel.get().name(), target));
    }
    return new Wheel.OnDisk(wheel.get(), files.get(0), "");
  }
}
