package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.outdated.Finding;
import io.github.weepython.maven.outdated.Findings;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.source.KnownReleases;
import io.github.weepython.maven.spec.ImageSpec;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what of the last build is outdated. Builds nothing, and changes no lock. */
public final class OutdatedService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public OutdatedService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Looks up what there is now. Packages and patches are compared with the last build's, as the
   * cache remembers it; without one, or offline, only releases and ends of life are reported.
   *
   * @param specs one for each Python
   */
  public List<Finding> findings(List<ImageSpec> specs) {
    KnownReleases known = KnownReleases.shipped();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    try (Pipeline pipeline = new Pipeline(environment, progress, clock)) {
      return findings(specs, known, today, pipeline);
    }
  }

  private List<Finding> findings(
      List<ImageSpec> specs, KnownReleases known, LocalDate today, Pipeline pipeline) {
    List<Finding> findings = new ArrayList<>();
    for (ImageSpec spec : specs) {
      findings.addAll(Findings.of(spec, known.later(spec.python()), today));
      Optional<Lock> built = pipeline.lastLock(spec);
      if (built.isEmpty() || environment.offline()) {
        progress.warn(
            "CPython %s: packages and patches are not compared, since %s"
                .formatted(
                    spec.python(),
                    environment.offline()
                        ? "Maven is offline (-o)"
                        : "the cache remembers no build of it"));
      } else {
        findings.addAll(Findings.of(spec.python(), built.get(), pipeline.lockNow(spec)));
      }
    }
    return findings;
  }
}
