package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.imagediff.TrackedParts;
import io.github.weepython.maven.imagediff.VulnerabilityDiff;
import io.github.weepython.maven.lockfile.LockComparison;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares lock files, with the changelogs of packages that the newer one has. */
public final class LockComparer {
  private final Environment environment;
  private final Optional<URI> tracker;
  private final Progress progress;

  /**
   * A comparer.
   *
   * @param tracker the data of Debian's security tracker, a file or a URL
   */
  public LockComparer(Environment environment, Optional<URI> tracker, Progress progress) {
    this.environment = environment;
    this.tracker = tracker;
    this.progress = progress;
  }

  /**
   * What changed, in words.
   *
   * @throws io.github.weepython.maven.lockfile.LockException when a file is missing or broken
   */
  public List<String> compare(Path before, Path after) {
    LockComparison comparison = new LockComparison(before, after);
    HttpFetcher fetcher =
        new HttpFetcher(new Store(environment.cache()), environment.fetch(), progress);
    List<String> lines =
        comparison.lines(
            new PackageChangelogs(
                fetcher,
                comparison.packages(
                    environment.mirrors(),
                    environment.origins().upstream(),
                    environment.origins().locking().snapshotArchive())));
    if (lines.isEmpty() || tracker.isEmpty()) {
      return lines;
    }
    List<String> all = new ArrayList<>(lines);
    all.addAll(vulnerabilities(comparison, new TrackerReader(fetcher), tracker.get()));
    return all;
  }

  private static List<String> vulnerabilities(
      LockComparison comparison, TrackerReader reader, URI place) {
    TrackedParts old = trackedParts(comparison, false);
    TrackedParts fresh = trackedParts(comparison, true);
    Set<String> names = new TreeSet<>(old.names());
    names.addAll(fresh.names());
    return new VulnerabilityDiff(reader.read(place, names)).lines("lock", old, fresh);
  }

  private static TrackedParts trackedParts(LockComparison comparison, boolean newer) {
    return new TrackedParts(
        comparison.suite(newer), comparison.sources(newer), comparison.pythons(newer));
  }
}
