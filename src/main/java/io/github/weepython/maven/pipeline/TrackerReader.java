package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.vex.SecurityTracker;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings Debian's security tracker, from a file or a server. */
final class TrackerReader {
  /** It had 40 MB in 2024, and 65 MB in 2026. */
  private static final long LARGEST = 512L << 20;

  private final Fetcher fetcher;

  TrackerReader(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /**
   * Reads what it says of those source packages.
   *
   * @throws SpecException when it is something else
   */
  SecurityTracker read(URI place, Set<String> sources) {
    Optional<Path> file = FileUrl.path(place);
    if (file.isEmpty()) {
      return fetcher.fetchFresh(
          "Debian's security tracker",
          List.of(place),
          LARGEST,
          bytes -> read(place, new ByteArrayInputStream(bytes), sources));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.get()), 1 << 16)) {
      return read(place, in, sources);
    } catch (IOException e) {
      throw refused(place, e);
    }
  }

  private static SecurityTracker read(URI place, InputStream in, Set<String> sources) {
    try {
      return SecurityTracker.read(in, sources);
    } catch (IOException e) {
      throw refused(place, e);
    }
  }

  private static SpecException refused(URI place, IOException e) {
    return new SpecException(
        "<securityTracker> or -Dwee.securityTracker is %s, which is not the JSON of Debian's security tracker (%s). Expected that of https://security-tracker.debian.org/tracker/data/json."
            .formatted(place, Causes.of(e)),
        e);
  }
}
