package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compares how fast images are, without a network: runs benchmarks in the flavours and bases named,
 * one after the other in each round, and writes to {@code target/wee/benchmarks} a table, a plot
 * and, for each image, times that pyperf reads. Those of an image are also beside it, where {@code
 * wee:push} with {@code <attest>} finds them.
 */
@Mojo(name = "benchmark", requiresProject = false, threadSafe = true)
public final class BenchmarkMojo extends AbstractImageMojo {
  /** How often each image is measured; the shortest of its times counts. */
  @Parameter(property = "wee.rounds", defaultValue = "10")
  private int rounds;

  /** Benchmarks to run, such as {@code calls}; by default all. */
  @Parameter(property = "wee.benchmarks")
  private @Nullable List<String> benchmarks;

  /**
   * Other images to compare with: folders with an OCI layout (as {@code skopeo copy} writes) by the
   * names that they get in the table. All are compared with the first one.
   */
  @Parameter private @Nullable Map<String, File> compareWith;

  /** Skips the benchmarks. */
  @Parameter(property = "wee.skipBenchmark", defaultValue = "false")
  private boolean skipBenchmark;

  @Override
  boolean skipThis() {
    return skipBenchmark;
  }

  @Override
  void run() {
    if (rounds < 1) {
      throw new SpecException("<rounds> or -Dwee.rounds is " + rounds + "; expected 1 or more.");
    }
    Map<String, Path> others = others();
    List<String> chosen = ParameterParser.elements("benchmarks", benchmarks);
    Path table = builds(progress()).benchmark(spec(), others, rounds, chosen, output());
    try {
      Files.readAllLines(table).forEach(getLog()::info);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    getLog().info("Benchmarks: " + table);
  }

  /** The images to compare with, in the pom's order. */
  Map<String, Path> others() {
    Map<String, Path> others = new LinkedHashMap<>();
    if (compareWith != null) {
      compareWith.forEach((name, folder) -> others.put(name, folder(name, folder)));
    }
    return others;
  }

  private static Path folder(String name, @Nullable File folder) {
    if (folder == null) {
      throw new SpecException(
          "<compareWith> names no folder for '%s'. Set it to an OCI layout.".formatted(name));
    }
    return folder.toPath();
  }
}
