package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.outdated.Finding;
import io.github.weepython.maven.outdated.Finding.Kind;
import io.github.weepython.maven.outdated.Findings;
import io.github.weepython.maven.outdated.LastBuild;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.source.KnownReleases;
import io.github.weepython.maven.source.SourceException;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
      return specs.stream()
          .flatMap(spec -> findings(spec, known, today, pipeline).stream())
          .distinct()
          .toList();
    }
  }

  private List<Finding> findings(
      ImageSpec spec, KnownReleases known, LocalDate today, Pipeline pipeline) {
    List<PythonVersion> series = known.of(spec.python().majorMinor());
    Optional<LastBuild> built = LastBuild.find(spec, series, pipeline::lastLock);
    PythonVersion python = built.map(LastBuild::python).orElse(spec.python());
    List<Finding> findings =
        new ArrayList<>(Findings.of(spec.ofRelease(python), newer(python, spec, known), today));
    if (built.isEmpty() && known.digest(python).isEmpty()) {
      progress.warn(known.existence(python)); // Else a release that isn't would be up to date.
    }
    if (built.isEmpty() || environment.connections().offline()) {
      progress.warn(
          "CPython %s: packages and patches are not compared, since %s"
              .formatted(
                  python,
                  environment.connections().offline()
                      ? "Maven is offline (-o)"
                      : "the cache remembers no build of it"));
      return findings;
    }
    Findings.of(python, built.get().lock(), pipeline.lockNow(spec)).stream()
        .filter(finding -> finding.kind() != Kind.PATCHES || python.equals(spec.python()))
        .forEach(findings::add);
    return findings;
  }

  /** The newest later release: of those that the table knows, and that came out since. */
  private Optional<PythonVersion> newer(PythonVersion built, ImageSpec spec, KnownReleases known) {
    return Stream.of(known.later(built), Optional.of(spec.python()), toBeHad(built))
        .flatMap(Optional::stream)
        .filter(release -> release.compareTo(built) > 0)
        .max(Comparator.naturalOrder());
  }

  private Optional<PythonVersion> toBeHad(PythonVersion built) {
    if (environment.connections().offline()) {
      return Optional.empty();
    }
    try {
      PythonRequest series =
          new PythonRequest(built.majorMinor(), Optional.empty(), !built.suffix().isEmpty());
      // Silently: what it finds is a row of the table, and may have been said before.
      return Optional.of(Sources.of(environment, Progress.NONE, clock).series().resolve(series));
    } catch (SourceException e) {
      return Optional.empty(); // No place has any of an old series; the table must do.
    }
  }
}
