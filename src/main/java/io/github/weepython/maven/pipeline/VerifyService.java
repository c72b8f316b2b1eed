package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.verify.Check;
import io.github.weepython.maven.verify.Checks;
import io.github.weepython.maven.verify.JunitReport;
import io.github.weepython.maven.verify.VerifyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at built images from within. */
public final class VerifyService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public VerifyService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Runs all checks in each image, of an index in the image of one platform, and writes a report
   * {@code TEST-<tag>.xml} for each.
   *
   * @param specs what they were built by, one for each Python
   * @param here this machine's platform, whose image is looked at where an index has one
   * @param command what each image's program is expected to do
   * @param folder gets the reports
   * @throws VerifyException when a check failed, naming the first ones
   */
  public void verify(
      List<ImageSpec> specs,
      List<BuiltImage> images,
      Platform here,
      Optional<CommandCheck> command,
      Path folder) {
    List<Checks> all = new ArrayList<>();
    try (Pipeline pipeline = new Pipeline(environment, progress, clock)) {
      Files.createDirectories(folder);
      for (BuiltImage image : images) {
        Checks checks = pipeline.verify(spec(specs, image, here), image, command);
        JunitReport.write(checks, folder.resolve("TEST-" + image.tags().get(0) + ".xml"));
        progress.info(checks.summary());
        all.add(checks);
      }
    } catch (IOException e) {
      throw OutputException.unwritten(folder, e);
    }
    List<String> failed = all.stream().flatMap(VerifyService::failures).toList();
    if (!failed.isEmpty()) {
      throw new VerifyException(
          "%d checks failed in what was built; see the reports in %s. The first ones:\n  %s"
              .formatted(
                  failed.size(),
                  folder,
                  failed.stream().limit(10).collect(Collectors.joining("\n  "))));
    }
  }

  /** What the image that is looked at was built by. */
  static ImageSpec spec(List<ImageSpec> specs, BuiltImage image, Platform here) {
    ImageSpec spec =
        specs.stream()
            .filter(each -> each.python().equals(image.python()))
            .findFirst()
            .orElseThrow();
    return image.platformFor(here).map(spec::on).orElse(spec);
  }

  private static Stream<String> failures(Checks checks) {
    return checks.of(Check.Outcome.FAILED).stream()
        .map(
            each ->
                "%s, %s %s: %s".formatted(checks.image(), each.group(), each.name(), each.told()));
  }
}
