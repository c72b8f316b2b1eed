package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.lockfile.LockComparison;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.util.List;

/** Compares lock files, with the changelogs of packages that the newer one has. */
public final class LockComparer {
  private final Environment environment;
  private final Progress progress;

  public LockComparer(Environment environment, Progress progress) {
    this.environment = environment;
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
    return comparison.lines(
        new PackageChangelogs(
            fetcher,
            comparison.packages(
                environment.mirrors(),
                environment.origins().upstream(),
                environment.origins().locking().snapshotArchive())));
  }
}
