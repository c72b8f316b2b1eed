package io.github.weepython.maven.debian.archive;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package version, ordered as deb-version(7) says. Equal by order: 1.0 and 1.00 are the same. */
public final class DebianVersion implements Comparable<DebianVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9}):)?(?:(\\d[A-Za-z0-9.+~:-]*)-([A-Za-z0-9.+~]+)|(\\d[A-Za-z0-9.+~:]*))");

  private final String text;
  private final int epoch;
  private final String upstream;
  private final String revision;

  private DebianVersion(String text, int epoch, String upstream, String revision) {
    this.text = text;
    this.epoch = epoch;
    this.upstream = upstream;
    this.revision = revision;
  }

  /**
   * Reads {@code [epoch:]upstream[-revision]}.
   *
   * @throws DebianException when it is malformed
   */
  public static DebianVersion parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new DebianException(
          "'" + text + "' is not a Debian version; expected [epoch:]upstream[-revision].");
    }
    return new DebianVersion(
        text,
        m.group(1) == null ? 0 : Integer.parseInt(m.group(1)),
        m.group(2) == null ? m.group(4) : m.group(2),
        m.group(3) == null ? "" : m.group(3));
  }

  /** The part that upstream gave, without epoch and Debian's revision. */
  public String upstream() {
    return upstream;
  }

  /** Debian's part, after the last hyphen; empty for a native package. */
  public String revision() {
    return revision;
  }

  @Override
  public int compareTo(DebianVersion other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(upstream, other.upstream);
    return byUpstream != 0 ? byUpstream : compareParts(revision, other.revision);
  }

  /** Runs of non-digits and of digits by turns, from the left. */
  private static int compareParts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (isOther(a, i) || isOther(b, j)) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int iEnd = endOfDigits(a, i);
      int jEnd = endOfDigits(b, j);
      int order = compareNumbers(a.substring(i, iEnd), b.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isOther(String s, int at) {
    return at < s.length() && !isDigit(s.charAt(at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A tilde sorts before the end, the end before letters, letters before all else. */
  private static int weight(String s, int at) {
    if (at >= s.length() || isDigit(s.charAt(at))) {
      return 0;
    }
    char c = s.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 256;
  }

  private static int endOfDigits(String s, int from) {
    int end = from;
    while (end < s.length() && isDigit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    int byLength = Integer.compare(x.length(), y.length());
    return byLength != 0 ? byLength : x.compareTo(y);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DebianVersion other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(epoch, withoutLeadingZeros(upstream), withoutLeadingZeros(revision));
  }

  private static String withoutLeadingZeros(String part) {
    return part.replaceAll("(?<![0-9])0+", "");
  }

  @Override
  public String toString() {
    return text;
  }
}
