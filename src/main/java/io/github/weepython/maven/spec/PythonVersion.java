package io.github.weepython.maven.spec;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CPython release, such as {@code 3.13.5} or {@code 3.15.0rc1} (PEP 440, without epochs and local
 * parts).
 *
 * @param suffix {@code a1}, {@code b2}, {@code rc1}; empty for a final release
 */
public record PythonVersion(int major, int minor, int micro, String suffix)
    implements Comparable<PythonVersion> {
  private static final Pattern FORM =
      Pattern.compile("NN\\.NN\\.NN((?:a|b|rc)[1-9]\\d?)?".replace("NN", "(0|[1-9]\\d{0,2})"));

  /** What other tools call the interpreter without the lock. */
  private static final Pattern FREE_THREADED =
      Pattern.compile("(\\d+\\.\\d+(?:\\.\\d+(?:(?:a|b|rc)\\d+)?)?)t");

  private static final List<String> STAGES = List.of("a", "b", "rc");
  private static final Comparator<PythonVersion> ORDER =
      Comparator.comparingInt(PythonVersion::major)
          .thenComparingInt(PythonVersion::minor)
          .thenComparingInt(PythonVersion::micro)
          .thenComparingInt(PythonVersion::stage)
          .thenComparingInt(PythonVersion::preRelease);

  /**
   * Reads a full version.
   *
   * @throws SpecException when it is malformed
   */
  public static PythonVersion parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new SpecException(
          "'"
              + text
              + "' is not a CPython version: expected a full one such as 3.13.5 or 3.15.0rc1, or a"
              + " series such as 3.14."
              + " Set <python> or -Dwee.python"
              + freeThreaded(text));
    }
    return new PythonVersion(
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4) == null ? "" : m.group(4));
  }

  private static String freeThreaded(String text) {
    Matcher m = FREE_THREADED.matcher(text);
    return m.matches()
        ? " to %s, and <freeThreading> or -Dwee.freeThreading to true for no global interpreter lock."
            .formatted(m.group(1))
        : ".";
  }

  /** {@code 3.13}. */
  public String majorMinor() {
    return major + "." + minor;
  }

  /** The folder on the upstream site: {@code 3.15.0} also for {@code 3.15.0rc1}. */
  public String release() {
    return major + "." + minor + "." + micro;
  }

  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  /** Alpha, beta, release candidate, final release (PEP 440). */
  private int stage() {
    return suffix.isEmpty() ? STAGES.size() : STAGES.indexOf(suffix.replaceFirst("\\d+$", ""));
  }

  /** 10 of {@code rc10}; 0 of a final release. */
  private int preRelease() {
    String number = suffix.replaceFirst("^[a-z]+", "");
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  @Override
  public int compareTo(PythonVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return release() + suffix;
  }
}
