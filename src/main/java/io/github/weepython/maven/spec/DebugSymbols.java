package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Locale;

/** What becomes of debug symbols, which no image has. */
public enum DebugSymbols {
  NONE,
  /** They are written to a file beside the images. */
  FILE;

  /**
   * That of the pom.
   *
   * @throws SpecException when there is no such one
   */
  public static DebugSymbols parse(String text) {
    return EnumParser.of(
        values(),
        DebugSymbols::id,
        text,
        "<debugSymbols> or -Dwee.debugSymbols is '%s'; expected one of %s.");
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses what has none, before any work.
   *
   * @throws SpecException naming the flavour
   */
  void check(List<Flavour> flavours) {
    if (this == FILE && flavours.stream().anyMatch(Flavour::bolt)) {
      throw new SpecException(
          "There are no debug symbols for flavour %s: BOLT moves the code that they describe. Leave"
                  .formatted(Flavour.OPTIMIZED_LTO_BOLT.id())
              + " out <debugSymbols> or -Dwee.debugSymbols, or choose another <flavour>.");
    }
  }
}
