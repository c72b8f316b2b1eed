package io.github.weepython.maven.spec;

import java.util.Locale;

/** A Debian release, by code name, oldest first. */
public enum Suite {
  BULLSEYE,
  BOOKWORM,
  TRIXIE;

  /**
   * The suite of that code name.
   *
   * @throws SpecException when wee has no package lists for it; the message lists those it has
   */
  public static Suite parse(String text) {
    return parse(text, "<suite> or -Dwee.suite");
  }

  /**
   * The same.
   *
   * @param parameter what the user wrote it in, for the message
   */
  public static Suite parse(String text, String parameter) {
    return EnumParser.of(
        values(),
        Suite::codename,
        text,
        "Unknown suite '%s'. Set " + parameter + " to one of: %s.");
  }

  /**
   * The suite a Python is built on where the user names none: the one that had it, so that its
   * libraries fit (up to 3.9 wants OpenSSL 1.1).
   */
  public static Suite forPython(PythonVersion python) {
    if (!python.atLeast(3, 10)) {
      return BULLSEYE;
    }
    return python.atLeast(3, 12) ? TRIXIE : BOOKWORM;
  }

  public String codename() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The release's number, such as 13. */
  public int release() {
    return switch (this) {
      case BULLSEYE -> 11;
      case BOOKWORM -> 12;
      case TRIXIE -> 13;
    };
  }
}
