package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustException;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Checks an image of a registry by keys and policy. */
public final class TrustService {
  /** What the result is called in the output's folder. */
  public static final String FILE = "verify-image.json";

  private final Environment environment;
  private final Progress progress;

  public TrustService(Environment environment, Progress progress) {
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * Checks it, shows the result as a table and writes it to a file.
   *
   * @param output the folder for the file and for layers
   * @throws TrustException naming all that doesn't hold
   */
  public TrustReport check(
      ImageReference reference,
      TrustPolicy policy,
      Path output,
      Duration timeout,
      boolean allowInsecure) {
    PushSettings settings = environment.reads(timeout, allowInsecure);
    String first = reference.digest().or(reference::tag).orElseThrow();
    TrustReport report;
    try (RegistryReader registry = new RegistryReader(reference.name(), first, settings)) {
      report =
          new ImageTrust(registry, policy, output.resolve("verify-image"), progress)
              .check(reference);
    }
    progress.info("%s is %s".formatted(reference, report.digest()));
    report.table().forEach(progress::info);
    write(output, report);
    if (!report.failures().isEmpty()) {
      throw new TrustException(
          "%s is not to be trusted:%n  %s"
              .formatted(reference, String.join("%n  ".formatted(), report.failures())));
    }
    return report;
  }

  private void write(Path output, TrustReport report) {
    try {
      Files.createDirectories(output);
      Files.write(output.resolve(FILE), report.json());
      progress.info("Written to " + output.resolve(FILE));
    } catch (IOException e) {
      throw OutputException.unwritten(output, e);
    }
  }
}
