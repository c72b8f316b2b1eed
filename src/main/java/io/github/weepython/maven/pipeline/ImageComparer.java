package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.imagediff.ImageComparison;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.vex.SecurityTracker;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares images of registries and folders. */
public final class ImageComparer {
  private final Environment environment;
  private final Optional<URI> tracker;
  private final Progress progress;
  private final Duration timeout;
  private final boolean allowInsecure;

  /**
   * A comparer.
   *
   * @param tracker the data of Debian's security tracker, a file or a URL
   * @param timeout after which reading a registry gives up
   * @param allowInsecure whether plain HTTP will do beyond this machine
   */
  public ImageComparer(
      Environment environment,
      Optional<URI> tracker,
      Duration timeout,
      boolean allowInsecure,
      Progress progress) {
    this.environment = environment;
    this.tracker = tracker;
    this.progress = progress;
    this.timeout = timeout;
    this.allowInsecure = allowInsecure;
  }

  /**
   * What changed, in words.
   *
   * @param before a reference, or a folder of wee's output
   * @param platform which image of an index
   */
  public List<String> compare(String before, String after, Platform platform) {
    return new Store(environment.cache())
        .scratch(
            scratch ->
                new ImageComparison(this::registry, platform, this::tracked, scratch)
                    .compare(before, after));
  }

  private Optional<SecurityTracker> tracked(Set<String> sources) {
    return tracker.map(
        place ->
            new TrackerReader(Sources.of(environment, progress, InstantSource.system()).fetcher())
                .read(place, sources));
  }

  private RegistryReader registry(ImageReference reference) {
    return new RegistryReader(
        reference.name(),
        reference.digest().or(reference::tag).orElseThrow(),
        environment.reads(timeout, allowInsecure));
  }
}
