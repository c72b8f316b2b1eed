package io.github.weepython.maven.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the user asks for: one release, such as {@code 3.14.7}, or the newest release of a series,
 * such as {@code 3.14}.
 *
 * @param majorMinor the series
 * @param exact the release, where the user names one
 * @param preReleases whether the newest of a series may be an alpha, a beta or a release candidate
 */
public record PythonRequest(String majorMinor, Optional<PythonVersion> exact, boolean preReleases) {
  private static final Pattern SERIES = Pattern.compile("[1-9]\\d?\\.(0|[1-9]\\d{0,2})");

  public PythonRequest {
    if (!SERIES.matcher(majorMinor).matches()) {
      throw new SpecException("'" + majorMinor + "' is not a series of CPython such as 3.14.");
    }
  }

  /**
   * Reads {@code 3.14.7} or {@code 3.14}.
   *
   * @param preReleases see above
   * @throws SpecException when it is neither
   */
  public static PythonRequest parse(String text, boolean preReleases) {
    if (SERIES.matcher(text).matches()) {
      return new PythonRequest(text, Optional.empty(), preReleases);
    }
    PythonVersion version = PythonVersion.parse(text);
    return new PythonRequest(version.majorMinor(), Optional.of(version), preReleases);
  }

  /** Whether a release is what is asked for, or may be what it became. */
  public boolean accepts(PythonVersion version) {
    return exact.map(version::equals).orElseGet(() -> version.majorMinor().equals(majorMinor));
  }

  @Override
  public String toString() {
    return exact.map(PythonVersion::toString).orElse(majorMinor);
  }
}
