package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.store.CacheCleaner;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the cache small. */
public final class CacheService {
  private final Path cache;
  private final CacheCleaner cleaner;

  /**
   * @param cache the store's folder
   * @param now which ages are counted from
   */
  public CacheService(Path cache, Instant now) {
    this.cache = cache;
    this.cleaner = new CacheCleaner(new Store(cache), now);
  }

  /**
   * Removes entries that are damaged, that nobody used for so long, and those unused for longest
   * until the rest is small enough; none that a running build uses.
   *
   * @return what was done, in words
   */
  public String clean(Duration unused, Optional<ByteSize> most) {
    return words(cleaner.clean(unused, most.map(ByteSize::bytes)));
  }

  /**
   * Removes what was not used for longest until the rest is small enough.
   *
   * @return what was done, in words; nothing where nothing was to be done
   */
  public Optional<String> shrink(ByteSize most) {
    CacheCleaner.Result result = cleaner.shrink(most.bytes());
    boolean large = result.keptBytes() > most.bytes();
    return result.removed() == 0 && !large
        ? Optional.empty()
        : Optional.of(words(result) + (large ? ". Running builds use the rest" : ""));
  }

  private String words(CacheCleaner.Result result) {
    return "%s: removed %d entries of %s, kept %d of %s"
        .formatted(
            cache,
            result.removed(),
            new ByteSize(result.removedBytes()),
            result.kept(),
            new ByteSize(result.keptBytes()));
  }
}
