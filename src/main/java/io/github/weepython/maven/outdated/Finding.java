package io.github.weepython.maven.outdated;

/**
 * One thing that a newer build, or a newer Python or suite, would fix.
 *
 * @param python the release that was built
 * @param kind what it is
 * @param subject such as {@code CPython 3.14}, a package's name or a suite
 * @param current what the last build has
 * @param available what there is now; for an end of life, the date
 */
public record Finding(String python, Kind kind, String subject, String current, String available) {
  /** What may be outdated. */
  public enum Kind {
    /** A later release of the same series. */
    RELEASE("newer release"),
    /** Fixes that Debian backports to this release. */
    PATCHES("patches to CPython"),
    /** A package from the archive of security updates. */
    SECURITY_UPDATE("security update"),
    /** Another package of a base. */
    UPDATE("update"),
    /** Nobody fixes it any more. */
    END_OF_LIFE("end of life");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }
}
