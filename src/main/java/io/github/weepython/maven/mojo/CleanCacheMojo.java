package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.CacheService;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.SpecException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Removes from the cache what is damaged, what no build has used for a while and, with a maximum
 * size, what has been unused for longest. What a running build uses stays.
 */
@Mojo(name = "clean-cache", requiresProject = false, threadSafe = true)
public final class CleanCacheMojo extends AbstractWeeMojo {
  /**
   * Days after which what no build has used is removed; 0 removes all that no running build uses.
   */
  @Parameter(property = "wee.cacheMaxAge", defaultValue = "90")
  private long cacheMaxAge;

  /** The largest size of the cache afterwards, such as {@code 20GB}; by default any size. */
  @Parameter(property = "wee.cacheMaxSize")
  private @Nullable String cacheMaxSize;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    if (cacheMaxAge < 0 || cacheMaxAge > 36500) {
      throw new SpecException(
          "<cacheMaxAge> or -Dwee.cacheMaxAge is %d; expected a number of days from 0 to 36500."
              .formatted(cacheMaxAge));
    }
    Optional<ByteSize> most =
        Optional.ofNullable(cacheMaxSize)
            .map(text -> ByteSize.parse("<cacheMaxSize> or -Dwee.cacheMaxSize", text));
    CacheService cache = new CacheService(cacheFolder(), Instant.now());
    getLog().info(cache.clean(Duration.ofDays(cacheMaxAge), most));
  }
}
