package io.github.weepython.maven.spec;

/** How the interpreter is optimized. The flags are in {@code templates/compile}. */
public enum Flavour {
  /** Plain {@code -O3}. */
  WEE("wee", false, false, false),
  /** Profile-guided optimization. */
  OPTIMIZED("wee-optimized", true, false, false),
  /** Profile-guided and link-time optimization. */
  OPTIMIZED_LTO("wee-optimized-lto", true, true, false),
  /** Profile-guided and link-time optimization, then rearranged by BOLT. */
  OPTIMIZED_LTO_BOLT("wee-optimized-lto-bolt", true, true, true);

  private final String id;
  private final boolean pgo;
  private final boolean lto;
  private final boolean bolt;

  Flavour(String id, boolean pgo, boolean lto, boolean bolt) {
    this.id = id;
    this.pgo = pgo;
    this.lto = lto;
    this.bolt = bolt;
  }

  /**
   * The flavour of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Flavour parse(String text) {
    return EnumParser.of(
        values(),
        Flavour::id,
        text,
        "Unknown flavour '%s'. " + alone(text) + "Set <flavour> or -Dwee.flavour to one of: %s.");
  }

  /** Why there is no such thing as {@code wee-lto}. */
  private static String alone(String text) {
    if (text.contains("bolt") && !text.contains("optimized-lto")) {
      return "BOLT rearranges what profile and link-time optimization have made. ";
    }
    if (text.contains("lto") && !text.contains("optimized")) {
      return "Link-time optimization (LTO) without a profile (PGO) is not built:"
          + " what to inline across files is for the profile to say. ";
    }
    return "";
  }

  /** The name in the pom, and the tag's suffix. */
  public String id() {
    return id;
  }

  public boolean pgo() {
    return pgo;
  }

  public boolean lto() {
    return lto;
  }

  public boolean bolt() {
    return bolt;
  }

  /**
   * Refuses what this Python can't have, before any work.
   *
   * @throws SpecException naming the flavour, the Python and the reason
   */
  void check(PythonVersion python) {
    if (bolt && !python.atLeast(3, 12)) {
      throw new SpecException(
          "Flavour "
              + id
              + " needs CPython 3.12 or newer, which introduced BOLT; "
              + python
              + " has none. Set <flavour>"
              + OPTIMIZED_LTO.id
              + "</flavour>.");
    }
    if (bolt) {
      throw new SpecException(
          "Flavour "
              + id
              + " is not built by this version of wee: the best BOLT recipe tried made "
              + OPTIMIZED_LTO.id
              + " less than 1 % faster, and it is offered from 2 % on"
              + " (docs/decisions/0301-bolt.md). Set <flavour>"
              + OPTIMIZED_LTO.id
              + "</flavour>.");
    }
  }
}
