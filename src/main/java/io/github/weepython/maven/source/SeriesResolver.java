package io.github.weepython.maven.source;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the newest release of a series that can be had and vouched for; remembered for a day. */
public final class SeriesResolver {
  private static final Duration FRESH = Duration.ofDays(1);

  /** How many releases after the newest one of the table are looked for. */
  private static final int BEYOND = 4;

  private static final UserSource ANYWHERE =
      new UserSource(Optional.empty(), Optional.empty(), false);

  private final KnownReleases known;
  private final KnownReleaseProvider places;
  private final SourceFinder finder;
  private final Fetcher fetcher;
  private final Store store;
  private final Progress progress;
  private final InstantSource clock;
  private final Settings settings;

  /**
   * @param refresh whether what is remembered is looked up anew (Maven's {@code -U})
   * @param origin what else the answer depends on: mirrors and keys
   */
  public record Settings(boolean refresh, String origin) {}

  public SeriesResolver(
      KnownReleases known,
      KnownReleaseProvider places,
      SourceFinder finder,
      Fetcher fetcher,
      Store store,
      Progress progress,
      InstantSource clock,
      Settings settings) {
    this.known = known;
    this.places = places;
    this.finder = finder;
    this.fetcher = fetcher;
    this.store = store;
    this.progress = progress;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * The release that was asked for, or the newest of its series.
   *
   * @throws SourceException when the series has no release that can be had and vouched for
   */
  public PythonVersion resolve(PythonRequest request) {
    return request.exact().orElseGet(() -> newest(request));
  }

  private PythonVersion newest(PythonRequest request) {
    Digest key = key(request);
    Optional<PythonVersion> kept = kept(key);
    PythonVersion found = kept.orElseGet(() -> look(request));
    if (kept.isEmpty() && !fetcher.offline()) {
      store.replaceFile(
          "series", key, file -> Files.writeString(file, clock.instant() + " " + found));
    }
    progress.info(
        "CPython %s is %s, its newest release that is available and verified"
            .formatted(request, found));
    return found;
  }

  private Digest key(PythonRequest request) {
    return Digest.of(
        String.join(
            "\n",
            "series 1",
            settings.origin(),
            request.toString(),
            String.valueOf(request.preReleases()),
            known.of(request.majorMinor()).toString()));
  }

  private Optional<PythonVersion> kept(Digest key) {
    Optional<Path> file = store.findFile("series", key);
    if (file.isEmpty() || (settings.refresh() && !fetcher.offline())) {
      return Optional.empty();
    }
    try {
      String[] words = Files.readString(file.get()).split(" ");
      Duration age = Duration.between(Instant.parse(words[0]), clock.instant());
      boolean fresh = !age.isNegative() && age.compareTo(FRESH) < 0;
      return fresh || fetcher.offline()
          ? Optional.of(PythonVersion.parse(words[1]))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PythonVersion look(PythonRequest request) {
    List<String> refused = new ArrayList<>();
    for (PythonVersion version : there(candidates(request))) {
      try {
        if (!fetcher.offline()) { // else it is in the cache, by the table's digest
          finder.find(version, ANYWHERE);
        }
        return version;
      } catch (WeeException e) {
        refused.add("  " + version + ": " + e.getMessage());
        progress.warn("CPython %s is skipped: %s".formatted(version, e.getMessage()));
      }
    }
    throw new SourceException(nothing(request, refused));
  }

  /** Newest first: those that may have been released since the table was made, then the table's. */
  private List<PythonVersion> candidates(PythonRequest request) {
    List<PythonVersion> table = known.of(request.majorMinor());
    int next =
        table.stream()
            .filter(version -> version.suffix().isEmpty())
            .findFirst()
            .map(version -> version.micro() + 1)
            .orElse(0);
    Stream<PythonVersion> beyond =
        IntStream.range(next, fetcher.offline() ? next : next + BEYOND)
            .mapToObj(micro -> PythonVersion.parse(request.majorMinor() + "." + micro));
    return Stream.concat(beyond, table.stream())
        .filter(version -> request.preReleases() || version.suffix().isEmpty())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private List<PythonVersion> there(List<PythonVersion> candidates) {
    if (fetcher.offline()) {
      return candidates.stream().filter(places::cached).toList();
    }
    // Side by side, since a place that keeps silent takes a second or two of each.
    return candidates.parallelStream().filter(this::isThere).toList();
  }

  private boolean isThere(PythonVersion version) {
    List<URI> uris = places.places(version);
    return fetcher.probe(uris).there();
  }

  private String nothing(PythonRequest request, List<String> refused) {
    String series = request.majorMinor();
    List<PythonVersion> table = known.of(series);
    List<PythonVersion> early =
        table.stream().filter(version -> !version.suffix().isEmpty()).limit(1).toList();
    String looked =
        refused.isEmpty()
            ? "Looked for, and not found: " + candidates(request)
            : "Available, but refused:\n" + String.join("\n", refused);
    return "No release of CPython %s is available and verified%s. %s\n"
            .formatted(series, fetcher.offline() ? " offline (-o), from the cache" : "", looked)
        + (early.isEmpty() || request.preReleases()
            ? ""
            : "Pre-releases are used only on request: set <python>%s</python>, or <preReleases> (-Dwee.preReleases).\n"
                .formatted(early.get(0)))
        + "Set <python> or -Dwee.python to a full version or another series"
        + (fetcher.offline() ? ", or run once without -o." : ".");
  }
}
