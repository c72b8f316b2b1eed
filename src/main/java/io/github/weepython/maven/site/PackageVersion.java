package io.github.weepython.maven.site;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Python project, in the order that PEP 440 gives versions.
 *
 * @param text as it was written
 * @param epoch before the exclamation mark; 0 where there is none
 * @param release the numbers, trailing zeros as written
 * @param pre a, b or rc with its number
 * @param post the number of a post-release
 * @param dev the number of a development release
 * @param local what follows a plus sign; empty where there is none
 */
public record PackageVersion(
    String text,
    BigInteger epoch,
    List<BigInteger> release,
    Optional<Pre> pre,
    Optional<BigInteger> post,
    Optional<BigInteger> dev,
    String local)
    implements Comparable<PackageVersion> {
  /** The regular expression of PEP 440, appendix B. */
  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\\d+)?)?"
              + "(?:-(\\d+)|([-_.]?(?:post|rev|r)[-_.]?(\\d+)?))?"
              + "([-_.]?dev[-_.]?(\\d+)?)?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  /** Beyond it a text is not a version: matching is recursive, and numbers take their square. */
  private static final int LONGEST = 1000;

  /** A pre-release: {@code a}, {@code b} or {@code rc}, which happen to be in that order. */
  public record Pre(String phase, BigInteger number) implements Comparable<Pre> {
    @Override
    public int compareTo(Pre other) {
      int phases = phase.compareTo(other.phase);
      return phases != 0 ? phases : number.compareTo(other.number);
    }
  }

  public PackageVersion {
    release = List.copyOf(release);
  }

  /** Reads a version; none where it is not one. */
  public static Optional<PackageVersion> parse(String text) {
    Matcher m = VERSION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (text.length() > LONGEST || !m.matches()) {
      return Optional.empty();
    }
    List<BigInteger> release = new ArrayList<>();
    for (String part : m.group(2).split("\\.", -1)) {
      release.add(new BigInteger(part));
    }
    Optional<String> phase = Optional.ofNullable(m.group(3));
    Optional<BigInteger> post =
        m.group(5) != null
            ? Optional.of(new BigInteger(m.group(5)))
            : Optional.ofNullable(m.group(6)).map(any -> number(m.group(7)));
    return Optional.of(
        new PackageVersion(
            text.strip(),
            number(m.group(1)),
            release,
            phase.map(name -> new Pre(phase(name), number(m.group(4)))),
            post,
            Optional.ofNullable(m.group(8)).map(any -> number(m.group(9))),
            Optional.ofNullable(m.group(10)).orElse("").replaceAll("[-_]", ".")));
  }

  private static BigInteger number(@Nullable String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static String phase(String name) {
    return switch (name) {
      case "alpha" -> "a";
      case "beta" -> "b";
      case "c", "pre", "preview" -> "rc";
      default -> name;
    };
  }

  boolean isPreRelease() {
    return pre.isPresent() || dev.isPresent();
  }

  /** Without what follows a plus sign. */
  PackageVersion withoutLocal() {
    return new PackageVersion(text, epoch, release, pre, post, dev, "");
  }

  /** What it is a post-release of. */
  PackageVersion withoutPost() {
    return new PackageVersion(text, epoch, release, pre, Optional.empty(), Optional.empty(), "");
  }

  /** Of a version that is no pre-release, the first that leads to it. */
  PackageVersion firstDevelopmentRelease() {
    return new PackageVersion(text, epoch, release, pre, post, Optional.of(BigInteger.ZERO), "");
  }

  /** The release's number at that place; 0 beyond its end. */
  private BigInteger part(int index) {
    return index < release.size() ? release.get(index) : BigInteger.ZERO;
  }

  /** Whether the release begins with all numbers of another's. */
  boolean startsWith(PackageVersion prefix) {
    if (!epoch.equals(prefix.epoch)) {
      return false;
    }
    for (int i = 0; i < prefix.release.size(); i++) {
      if (!part(i).equals(prefix.release.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(PackageVersion other) {
    int result = epoch.compareTo(other.epoch);
    for (int i = 0; result == 0 && i < Math.max(release.size(), other.release.size()); i++) {
      result = part(i).compareTo(other.part(i));
    }
    if (result == 0) {
      result = comparePre(other);
    }
    if (result == 0) {
      // No post-release comes before any.
      result = compare(post, other.post, -1);
    }
    if (result == 0) {
      // No development release comes after any.
      result = compare(dev, other.dev, 1);
    }
    return result != 0 ? result : compareLocal(local, other.local);
  }

  /** A development release of the release itself comes before its pre-releases. */
  private int comparePre(PackageVersion other) {
    int rank = Integer.compare(preRank(), other.preRank());
    return rank != 0 || pre.isEmpty() ? rank : pre.get().compareTo(other.pre.orElseThrow());
  }

  private int preRank() {
    if (pre.isPresent()) {
      return 0;
    }
    return post.isEmpty() && dev.isPresent() ? -1 : 1;
  }

  private static int compare(Optional<BigInteger> one, Optional<BigInteger> two, int absent) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isPresent() ? -absent : two.isPresent() ? absent : 0;
    }
    return one.get().compareTo(two.get());
  }

  /** Numbers come after words, and more parts after fewer. */
  private static int compareLocal(String one, String two) {
    if (one.isEmpty() || two.isEmpty()) {
      return Boolean.compare(!one.isEmpty(), !two.isEmpty());
    }
    String[] left = one.split("\\.", -1);
    String[] right = two.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean number = left[i].matches("\\d+");
      boolean otherNumber = right[i].matches("\\d+");
      int result =
          number && otherNumber
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : number != otherNumber
                  ? Boolean.compare(number, otherNumber)
                  : left[i].compareTo(right[i]);
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackageVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return epoch.hashCode() + part(0).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
