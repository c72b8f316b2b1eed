package io.github.weepython.maven.bench;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ImageRoot;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs benchmarks in images. Each round measures every image once, so that other load on the
 * machine affects all of them alike.
 */
public final class Benchmarks {
  private static final Map<String, String> STEADY =
      Map.of("LC_ALL", "C.UTF-8", "PYTHONHASHSEED", "0", "PYTHONDONTWRITEBYTECODE", "1");

  private final Store store;
  private final Sandbox sandbox;
  private final Path buildRoot;
  private final Progress progress;

  public Benchmarks(Store store, Sandbox sandbox, Path buildRoot, Progress progress) {
    this.store = store;
    this.sandbox = sandbox;
    this.buildRoot = buildRoot;
    this.progress = progress;
  }

  /**
   * Measures, and writes a file {@code <name>.json} for each image, {@code benchmarks.md} and,
   * where there is something to compare, {@code benchmarks.svg}.
   *
   * @param images by the names that readers know them by; the first is what others are compared
   *     with
   * @param rounds how often each is measured
   * @param chosen names of benchmarks; empty for all
   * @param folder gets the files
   * @return the table's file
   */
  public Path run(
      Map<String, ManifestWithBlobs> images, int rounds, List<String> chosen, Path folder) {
    return store.scratch(
        scratch -> {
          List<Runner> runners = new ArrayList<>();
          for (Map.Entry<String, ManifestWithBlobs> entry : images.entrySet()) {
            Path root = Files.createDirectory(scratch.resolve("root-" + runners.size()));
            ImageRoot unpacked = ImageRoot.unpack(entry.getValue(), root);
            runners.add(
                new Runner(
                    entry.getKey(),
                    unpacked,
                    entry.getValue().digest(),
                    new BenchmarkResults(entry.getKey())));
          }
          measure(runners, rounds, chosen, program(scratch, "bench.py"));
          return write(runners, folder, program(scratch, "table.py"));
        });
  }

  private record Runner(String name, ImageRoot image, Digest digest, BenchmarkResults times) {}

  private static Path program(Path scratch, String name) throws IOException {
    return Files.writeString(scratch.resolve(name), Templates.text("bench/" + name));
  }

  private void measure(List<Runner> runners, int rounds, List<String> chosen, Path program) {
    // Only what runs there knows the CPU: a daemon may be on another machine, or a virtual one.
    List<String> arguments = Stream.concat(Stream.of("--cpu"), chosen.stream()).toList();
    for (int round = 1; round <= rounds; round++) {
      try (Progress.Step step =
          progress.step("Benchmarks, round %d of %d".formatted(round, rounds))) {
        runners.forEach(each -> python(each, program, Map.of(), arguments, each.times()::add));
      }
    }
  }

  private Path write(List<Runner> runners, Path folder, Path program) throws IOException {
    Files.createDirectories(folder);
    Map<String, Path> readable = new LinkedHashMap<>();
    List<String> arguments = new ArrayList<>();
    for (Runner runner : runners) {
      Path file = folder.resolve(runner.name() + ".json");
      Files.writeString(file, runner.times().pyperf(runner.digest()));
      String inside = "/times-" + readable.size() + ".json";
      readable.put(inside, file);
      arguments.add(runner.name() + "=" + inside);
    }
    Files.deleteIfExists(folder.resolve("benchmarks.svg"));
    for (String form : runners.size() > 1 ? List.of("md", "svg") : List.of("md")) {
      List<String> lines = new ArrayList<>();
      List<String> all = Stream.concat(Stream.of(form), arguments.stream()).toList();
      python(runners.get(0), program, readable, all, lines::add);
      Files.writeString(folder.resolve("benchmarks." + form), String.join("\n", lines) + "\n");
    }
    return folder.resolve("benchmarks.md");
  }

  private void python(
      Runner runner,
      Path program,
      Map<String, Path> readable,
      List<String> arguments,
      Consumer<String> lines) {
    Map<String, Path> all = new LinkedHashMap<>(readable);
    String inside = "/" + program.getFileName();
    all.put(inside, program);
    Map<String, String> environment = new LinkedHashMap<>(runner.image().environment());
    environment.putAll(STEADY);
    List<String> command = new ArrayList<>(List.of("python3", inside));
    command.addAll(arguments);
    List<String> said = new ArrayList<>();
    try {
      int status =
          sandbox.run(
              new Sandbox.Job(
                  buildRoot,
                  Map.of(),
                  all,
                  environment,
                  command,
                  Optional.of(runner.image().path())),
              said::add);
      if (status != 0) {
        throw new BenchException(
            "The benchmark %s failed with status %d in %s. Its output:\n  %s"
                .formatted(
                    program.getFileName(), status, runner.name(), String.join("\n  ", said)));
      }
      said.forEach(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted while benchmarks ran in " + runner.name() + ".", e);
    }
  }
}
