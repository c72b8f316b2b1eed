package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.compile.ProfileFile;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.interpreter.CrossCompiling;
import io.github.weepython.maven.interpreter.InterpreterCache;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.output.SpecFingerprint;
import io.github.weepython.maven.output.UpToDateCheck;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.Training;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds images, or sees that the last build of this folder was asked for the same and nothing has
 * changed since. Only the former loads what building takes.
 */
public final class ImageBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public ImageBuilder(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * The images of a spec, each flavour on each base.
   *
   * @param output gets the images' files, in folders of their own where there are several
   */
  public List<BuiltImage> build(ImageSpec spec, Path output) {
    return build(spec, Platforms.only(spec.platform()), output);
  }

  private ToolchainResolver ways() {
    return new ToolchainResolver(environment, progress, clock);
  }

  /**
   * The images of several Pythons, each in a folder of its own below the output where there are
   * several.
   *
   * @param specs one for each Python
   */
  public List<BuiltImage> build(List<ImageSpec> specs, Platforms platforms, Path output) {
    if (specs.size() == 1) {
      return build(specs.get(0), platforms, output);
    }
    List<BuiltImage> images = new ArrayList<>();
    try (ToolchainResolver ways = ways()) {
      for (ImageSpec spec : specs) {
        images.addAll(build(spec, platforms, output.resolve(spec.python().toString()), ways));
      }
    }
    try {
      BuiltImages.write(images, output);
    } catch (IOException e) {
      throw OutputException.unwritten(output, e);
    }
    return images;
  }

  /**
   * The same for several platforms: an index each, over images in folders below its own.
   *
   * @param platforms instead of the spec's
   */
  public List<BuiltImage> build(ImageSpec spec, Platforms platforms, Path output) {
    try (ToolchainResolver ways = ways()) {
      return build(spec, platforms, output, ways);
    }
  }

  private List<BuiltImage> build(
      ImageSpec spec, Platforms platforms, Path output, ToolchainResolver ways) {
    platforms.check(spec.contents().compression());
    List<ImageSpec> specs = platforms.all().stream().map(spec::on).toList();
    UpToDateCheck stamp = new UpToDateCheck(output, fingerprint(specs.get(0), platforms));
    // Who clears the cache wants things to be looked at again.
    if (!environment.connections().refresh() && hasLayers(environment.cache())) {
      Optional<List<BuiltImage>> unchanged = stamp.read(clock.instant());
      if (unchanged.isPresent()) {
        return unchanged.get();
      }
    }
    // A wrong file is told before the cache is opened.
    spec.optimization().profile().ifPresent(ProfileFile::identity);
    try {
      stamp.remove();
      InterpreterCache.clear(output);
      Map<ImageSpec, Pipeline> pipelines = new LinkedHashMap<>();
      specs.forEach(each -> pipelines.put(each, pipeline(each, output, ways)));
      Pipeline first = pipelines.values().iterator().next();
      requireLocked(pipelines, first);
      List<BuiltImage> images =
          platforms.several()
              ? indexed(pipelines, platforms, output)
              : first.build(specs.get(0), output);
      BuiltImages.write(images, output);
      stamp.write(images, freshUntil(first.resolvedAt(specs.get(0))));
      return images;
    } catch (IOException e) {
      throw OutputException.unwritten(output, e);
    }
  }

  /** What a lock file lacks for any of the platforms is said at once, before any work. */
  private void requireLocked(Map<ImageSpec, Pipeline> pipelines, Pipeline first) {
    if (environment.origins().locking().required()) {
      List<String> lacking = new ArrayList<>();
      pipelines.forEach((spec, pipeline) -> lacking.addAll(pipeline.lacking(spec)));
      if (!lacking.isEmpty()) {
        first.settle(lacking);
      }
    }
  }

  /** Refuses what can't be built for the spec's platform. */
  private Pipeline pipeline(ImageSpec spec, Path output, ToolchainResolver ways) {
    return new Pipeline(environment, progress, clock, way(spec, output, ways));
  }

  private Toolchain way(ImageSpec spec, Path output, ToolchainResolver ways) {
    return ways.of(
        spec,
        machine ->
            new Pipeline(environment, progress, clock, ways.here())
                .helper(spec.helper(machine), output));
  }

  private static List<BuiltImage> indexed(
      Map<ImageSpec, Pipeline> pipelines, Platforms platforms, Path output) throws IOException {
    Map<String, List<PlatformImage>> alike = new LinkedHashMap<>();
    pipelines.forEach(
        (spec, pipeline) -> {
          for (PlatformImage image :
              pipeline.build(spec, output, Optional.of(spec.platform().id()))) {
            String folder =
                OutputNames.folder(
                    spec,
                    image.built().flavour(),
                    image.built().base(),
                    image.built().variant(),
                    Optional.empty());
            alike.computeIfAbsent(folder, any -> new ArrayList<>()).add(image);
          }
        });
    List<BuiltImage> images = new ArrayList<>();
    for (Map.Entry<String, List<PlatformImage>> entry : alike.entrySet()) {
      images.add(IndexWriter.write(platforms, entry.getValue(), output.resolve(entry.getKey())));
    }
    return images;
  }

  /**
   * Trains, and saves the profile.
   *
   * @param file where the profile is written
   * @param output gets the log
   */
  public void train(ImageSpec spec, Training training, Path file, Path output) {
    try (ToolchainResolver ways = ways()) {
      Toolchain way = way(spec, output, ways);
      if (way.from().isPresent()) {
        throw CrossCompiling.refused(
            spec, "a training runs what it trains", "train on such a machine");
      }
      new Pipeline(environment, progress, clock, way).train(spec, training, file, output);
    }
  }

  /** {@code wee:clean-cache} removes the entries, somebody else the whole folder. */
  static boolean hasLayers(Path cache) {
    try (Stream<Path> layers = Files.list(cache.resolve("layer"))) {
      return layers.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** A day after the inputs were looked up; inputs that are fixed are compared once a day. */
  private Instant freshUntil(Instant resolved) {
    Instant stale = resolved.plus(LONGEST);
    return stale.isAfter(clock.instant()) ? stale : clock.instant().plus(LONGEST);
  }

  private Digest fingerprint(ImageSpec spec, Platforms platforms) {
    return Digest.of(
        String.join(
            "\n",
            SpecFingerprint.text(spec),
            SpecFingerprint.text(platforms),
            SpecFingerprint.text(environment.origins()),
            environment.cache().toString(),
            environment.mirrors().toString(),
            // What is laid out for it is part of what a build makes.
            environment
                .interpreterCache()
                .map(shared -> shared.name() + " " + shared.trusted())
                .orElse(""),
            SpecFingerprint.text(self())));
  }

  /** The plugin's own file or folder: other code may make other images. */
  private static Path self() {
    try {
      return Path.of(
          ImageBuilder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
