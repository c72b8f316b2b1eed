package io.github.weepython.maven.spec;

/** What is there of each module of the standard library. */
public enum Stdlib {
  /** Sources, and what they compile to: nothing is compiled in a container. */
  SOURCE_PYC("source+pyc"),
  /** Compiled modules alone: smallest; tracebacks show no source lines. */
  PYC("pyc"),
  /** Sources alone: each container compiles what it imports. */
  SOURCE("source");

  private final String id;

  Stdlib(String id) {
    this.id = id;
  }

  /**
   * The choice of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Stdlib parse(String text) {
    return EnumParser.of(
        values(),
        Stdlib::id,
        text,
        "Unknown standard library '%s'. Set <stdlib> or -Dwee.stdlib to one of: %s.");
  }

  /** The name in the pom. */
  public String id() {
    return id;
  }
}
