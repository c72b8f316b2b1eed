package io.github.weepython.maven.site;

import io.github.weepython.maven.fetch.Download;
import java.util.Optional;

/**
 * A package of a lock that is installed.
 *
 * @param project normalized
 * @param version as the lock has it; of a wheel alone, the wheel's
 * @param wheel its file, if that is one
 * @param source its file, if that has to be built
 * @param download where to have it, and its digest
 */
record ChosenPackage(
    String project,
    String version,
    Optional<Wheel> wheel,
    Optional<SourceArchive> source,
    Download download) {
  /** As pip reads it, so that nothing but this very file is installed. */
  String requirement() {
    return "%s==%s --hash=sha256:%s\n".formatted(project, version, download.digest().hex());
  }
}
