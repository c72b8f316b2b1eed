package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.run.RunException;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.RunOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs one of the built images here. */
public final class RunService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public RunService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Runs it to its end.
   *
   * @param specs what the images were built by, one for each Python
   * @param tag of the image that is meant; empty for the first
   * @param here this machine's platform
   * @throws RunException with the exit status when that is not 0, but for a shell's
   */
  public void run(
      List<ImageSpec> specs,
      List<BuiltImage> images,
      Optional<String> tag,
      Platform here,
      RunOptions options) {
    BuiltImage image = tag.map(name -> named(images, name)).orElseGet(() -> images.get(0));
    ImageSpec spec = spec(specs, image);
    List<String> platforms =
        image.platforms().isEmpty() ? List.of(spec.platform().toString()) : image.platforms();
    if (!platforms.contains(here.toString())) {
      throw new RunException(
          "%s is for %s, and this machine is %s. Build it for this machine: -Dwee.platforms=%s"
              .formatted(image.reference(), String.join(", ", platforms), here, here));
    }
    int status;
    try (Pipeline pipeline = new Pipeline(environment, progress, clock)) {
      status = pipeline.run(spec.on(here), image, options);
    }
    // A shell ends as its last command did, which was looked at there.
    if (status != 0 && !options.shell()) {
      throw new RunException(
          "The program of %s ended with status %d%s."
              .formatted(image.reference(), status, signal(status)));
    }
  }

  /** As shells and container engines count. */
  private static String signal(int status) {
    return status > 128 && status <= 128 + 64 ? ", by signal " + (status - 128) : "";
  }

  private static BuiltImage named(List<BuiltImage> images, String tag) {
    return images.stream()
        .filter(image -> image.tags().contains(tag))
        .findFirst()
        .orElseThrow(
            () ->
                new RunException(
                    "-Dwee.run.image is '%s'; the images of this build have the tags %s."
                        .formatted(
                            tag,
                            images.stream()
                                .flatMap(image -> image.tags().stream())
                                .collect(Collectors.joining(", ")))));
  }

  private static ImageSpec spec(List<ImageSpec> specs, BuiltImage image) {
    return specs.stream()
        .filter(spec -> spec.python().equals(image.python()))
        .findFirst()
        .orElseThrow();
  }
}
