package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.pipeline.BenchmarkService;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Compares how fast images are, without a network: runs benchmarks in the images of the build, one
 * after the other in each round, and writes to {@code target/wee/benchmarks} a table, a plot and,
 * for each image, times that pyperf reads. Those of an image are also beside it, where {@code
 * wee:push} with {@code <attest>} finds them. Of several platforms' images this machine's is
 * measured, or the first where there is none of its platform.
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
   * names that they get in the table. All images are compared with the first that the pom names.
   */
  @Parameter private @Nullable PlexusConfiguration compareWith;

  /** Skips the benchmarks. */
  @Parameter(property = "wee.skipBenchmark", defaultValue = "false")
  private boolean skipBenchmark;

  @Override
  boolean skipThis() {
    return skipBenchmark;
  }

  /** The image is the one that {@code wee:build} builds. */
  @Override
  boolean installsWheels() {
    return true;
  }

  @Override
  void run() {
    if (rounds < 1) {
      throw new SpecException("<rounds> or -Dwee.rounds is " + rounds + "; expected 1 or more.");
    }
    Map<String, Path> others = others();
    List<String> chosen = ParameterParser.elements("benchmarks", benchmarks);
    Optional<List<BuiltImage>> built = SessionImages.recall(context(), output());
    List<ImageSpec> specs = built.isPresent() ? specs(built.get()) : specs();
    Path table =
        new BenchmarkService(environment(), progress(), InstantSource.system())
            .measure(
                specs,
                new BenchmarkService.Options(built, platforms(), here(), others, rounds, chosen),
                output());
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
    if (compareWith == null) {
      return others;
    }
    refuseText(compareWith);
    for (PlexusConfiguration each : compareWith.getChildren()) {
      if (others.put(each.getName(), folder(each)) != null) {
        throw new SpecException(
            "<%s> appears twice in <compareWith>. Give each image a name of its own."
                .formatted(each.getName()));
      }
    }
    return others;
  }

  private void refuseText(PlexusConfiguration images) {
    Optional<String> text = ParameterParser.text(filled(images.getValue("")));
    if (images.getChildCount() == 0 && text.isPresent()) {
      throw new SpecException(
          "<compareWith> is '%s'; expected an element for each image, such as <official>folder</official>."
              .formatted(text.get()));
    }
  }

  private Path folder(PlexusConfiguration image) {
    return ParameterParser.text(filled(image.getValue("")))
        .map(this::inProject)
        .orElseThrow(
            () ->
                new SpecException(
                    "<compareWith> names no folder for '%s'. Set it to an OCI layout."
                        .formatted(image.getName())));
  }
}
