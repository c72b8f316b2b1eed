package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.imagediff.ImageComparison;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import java.time.Duration;
import java.util.List;

/** Compares images of registries and folders. */
public final class ImageComparer {
  private final Environment environment;
  private final Duration timeout;
  private final boolean allowInsecure;

  /**
   * A comparer.
   *
   * @param timeout after which reading a registry gives up
   * @param allowInsecure whether plain HTTP will do beyond this machine
   */
  public ImageComparer(Environment environment, Duration timeout, boolean allowInsecure) {
    this.environment = environment;
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
                new ImageComparison(this::registry, platform, scratch).compare(before, after));
  }

  private RegistryReader registry(ImageReference reference) {
    return new RegistryReader(
        reference.name(),
        reference.digest().or(reference::tag).orElseThrow(),
        environment.reads(timeout, allowInsecure));
  }
}
