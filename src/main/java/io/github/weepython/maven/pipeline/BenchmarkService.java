package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.bench.Benchmarks;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how fast the images of a build are, beside each other and other people's. The images are
 * those that there are, or are built as the goal build does it, for all platforms: they may be
 * pushed next.
 */
public final class BenchmarkService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  /**
   * What is measured, and how.
   *
   * @param built by an earlier goal of this Maven run, and measured as they are; without them the
   *     images are built
   * @param platforms what they are built for
   * @param here this machine's platform, whose image is measured where an index has one
   * @param others OCI layouts by the names that they get in the table; they come first
   * @param rounds how often each is measured
   * @param chosen names of benchmarks; empty for all
   */
  public record Options(
      Optional<List<BuiltImage>> built,
      Platforms platforms,
      Platform here,
      Map<String, Path> others,
      int rounds,
      List<String> chosen) {
    public Options {
      built = built.map(List::copyOf);
      others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
      chosen = List.copyOf(chosen);
    }

    /** The platform whose images are measured. */
    Platform platform() {
      return built
          .flatMap(images -> images.get(0).platformFor(here))
          .orElseGet(() -> Platform.preferred(platforms.all(), here));
    }
  }

  /**
   * An image that is measured.
   *
   * @param name in the table
   * @param folder of its files, which gets what was measured
   */
  record Measured(String name, ManifestWithBlobs image, Path folder) {}

  public BenchmarkService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Measures, and leaves what was measured of an image beside it.
   *
   * @param specs what the images are built by, one for each Python
   * @param output gets the images' files, if they are built, and in {@code benchmarks} what was
   *     measured
   * @return the table's file
   */
  public Path measure(List<ImageSpec> specs, Options options, Path output) {
    Platform platform = options.platform();
    Map<String, ManifestWithBlobs> others = new LinkedHashMap<>();
    options
        .others()
        .forEach(
            (name, layout) ->
                others.put(name, OciLayoutReader.only(layout, platform.architecture())));
    if (others.size() + count(specs, options) < 2) {
      progress.info(
          "This build produces only one image, which is measured alone. To compare it,"
              + " name several flavours or bases, such as -Dwee.flavour=wee,wee-optimized-lto, or"
              + " other images in <compareWith>");
    }
    List<BuiltImage> images =
        options
            .built()
            .orElseGet(
                () ->
                    new ImageBuilder(environment, progress, clock)
                        .build(specs, options.platforms(), output));
    List<Measured> own = measured(images, platform);
    try (Pipeline pipeline = new Pipeline(environment, progress, clock)) {
      return run(
          others,
          own,
          pipeline.benchmarks(specs.get(0).on(platform)),
          options,
          output.resolve("benchmarks"));
    }
  }

  private static int count(List<ImageSpec> specs, Options options) {
    return options
        .built()
        .map(images -> (int) images.stream().filter(BenchmarkService::counts).count())
        .orElseGet(
            () ->
                specs.stream()
                    .mapToInt(spec -> spec.flavours().size() * spec.bases().size())
                    .sum());
  }

  /** A variant has its image's interpreter. */
  private static boolean counts(BuiltImage image) {
    return image.variant().isEmpty();
  }

  /** Those of a platform, where there are several. */
  static List<Measured> measured(List<BuiltImage> images, Platform platform) {
    return images.stream()
        .filter(BenchmarkService::counts)
        .map(image -> measured(image, platform))
        .toList();
  }

  private static Measured measured(BuiltImage image, Platform platform) {
    Path layout = image.folder().resolve("oci");
    ManifestWithBlobs member = OciLayoutReader.only(layout, platform.architecture());
    Map<Digest, Path> folders = IndexWriter.folders(image);
    Path folder = folders.get(member.digest());
    if (folder == null) {
      throw new OutputException(
          "%s has the image %s; the build has written %s.%nBuild it anew: mvn package"
              .formatted(layout, member.digest(), folders.keySet()));
    }
    return new Measured(image.tags().get(0), member, folder);
  }

  /**
   * Runs the benchmarks in images that are there.
   *
   * @param others images of other people, by their names
   * @param folder gets what was measured
   */
  static Path run(
      Map<String, ManifestWithBlobs> others,
      List<Measured> own,
      Benchmarks benchmarks,
      Options options,
      Path folder) {
    Map<String, ManifestWithBlobs> all = new LinkedHashMap<>(others);
    own.forEach(each -> all.put(each.name(), each.image()));
    Path table = benchmarks.run(all, options.rounds(), options.chosen(), folder);
    own.forEach(each -> keep(folder.resolve(each.name() + ".json"), each.folder()));
    return table;
  }

  /** What was measured of an image, beside it: its push attests it. */
  private static void keep(Path times, Path folder) {
    Path to = folder.resolve(BenchmarkTimes.FILE);
    try {
      Files.copy(times, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OutputException.unwritten(to, e);
    }
  }
}
