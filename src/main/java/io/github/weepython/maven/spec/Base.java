package io.github.weepython.maven.spec;

import java.util.Locale;

/** What lies under the interpreter. */
public enum Base {
  /** Shared libraries and data only: no shell, no package tools. */
  DISTROLESS,
  /** Debian's Essential set with bash, apt and dpkg. */
  DEBIAN;

  /**
   * The base of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Base parse(String text) {
    return EnumParser.of(
        values(), Base::id, text, "Unknown base '%s'. Set <base> or -Dwee.base to one of: %s.");
  }

  /** The name in the pom. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
