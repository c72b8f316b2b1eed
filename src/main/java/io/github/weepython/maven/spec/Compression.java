package io.github.weepython.maven.spec;

import java.util.Locale;

/** How layers are compressed. */
public enum Compression {
  /** gzip about as small as gzip -9, quickly. */
  FAST,
  /** gzip, smaller by a twenty-fifth, slowly; for releases. */
  BEST,
  /** Zstandard, smallest; not every registry, daemon and scanner reads it. */
  ZSTD;

  /**
   * The compression of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Compression parse(String text) {
    return EnumParser.of(
        values(),
        Compression::id,
        text,
        "Unknown compression '%s'. Set <compression> or -Dwee.compression to one of: %s.");
  }

  /** The name in the pom. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
