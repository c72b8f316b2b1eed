package io.github.weepython.maven.debian.archive;

import java.time.Instant;

/**
 * Which state of a suite was read.
 *
 * @param suite such as {@code trixie-security}
 * @param archive {@code debian} or {@code debian-security}, as the snapshot archive calls them
 * @param date of its Release file, in ISO 8601 and UTC
 */
public record SuiteRelease(String suite, String archive, String date) {
  public SuiteRelease {
    if (suite == null || archive == null || date == null) { // As JSON has it.
      throw new IllegalArgumentException("one of suites lacks its name, its archive or its date");
    }
    Instant.parse(date);
  }

  static SuiteRelease of(String suite, Release release) {
    String archive = suite.endsWith("-security") ? "debian-security" : "debian";
    return new SuiteRelease(suite, archive, release.date().toString());
  }

  /** When it was made. */
  public Instant instant() {
    return Instant.parse(date);
  }
}
