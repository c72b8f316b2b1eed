package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wheel's file name, as PEP 427 has it.
 *
 * @param name the file's
 * @param project normalized (PEP 503)
 * @param version as written
 * @param build which of several builds of the version it is; usually none
 * @param pythons which Pythons it is for (PEP 425)
 * @param abis which binary interfaces
 * @param platforms which systems
 */
public record Wheel(
    String name,
    String project,
    String version,
    Build build,
    List<String> pythons,
    List<String> abis,
    List<String> platforms) {
  /**
   * A build tag: PEP 427 sorts them by their number, then by their text.
   *
   * @param number that it begins with; -1 of no tag
   */
  public record Build(BigInteger number, String text) implements Comparable<Build> {
    static final Build NONE = new Build(BigInteger.ONE.negate(), "");

    private static Build of(@Nullable String tag) {
      if (tag == null) {
        return NONE;
      }
      String text = tag.replaceFirst("^[0-9]+", "");
      return new Build(new BigInteger(tag.substring(0, tag.length() - text.length())), text);
    }

    @Override
    public int compareTo(Build other) {
      int result = number.compareTo(other.number);
      return result != 0 ? result : text.compareTo(other.text);
    }
  }

  private static final Pattern NAME =
      Pattern.compile("([^-/]+)-([^-/]+)(?:-(\\d[^-/]*))?-([^-/]+)-([^-/]+)-([^-/]+)\\.whl");

  /** Linux's limit of a file name (limits.h). */
  private static final int LONGEST = 255;

  /** The name's parts; none where it is no wheel's. */
  public static Optional<Wheel> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return name.length() <= LONGEST && matcher.matches()
        ? Optional.of(
            new Wheel(
                name,
                normalized(matcher.group(1)),
                matcher.group(2),
                Build.of(matcher.group(3)),
                tags(matcher.group(4)),
                tags(matcher.group(5)),
                tags(matcher.group(6))))
        : Optional.empty();
  }

  private static List<String> tags(String compressed) {
    return List.of(compressed.toLowerCase(Locale.ROOT).split("\\."));
  }

  /** One spelling of a project's name. */
  public static String normalized(String project) {
    return project.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
  }

  /** Whether this is the version that somebody wrote: 1.0 is 1.0.0 (PEP 440). */
  boolean isVersion(String written) {
    return sameVersion(version, written);
  }

  /** Whether a requirement of that version admits this one. */
  boolean meets(String pinned) {
    return meets(version, pinned);
  }

  /** As pip compares: a version without a local part admits 2.1+cpu too (PEP 440). */
  static boolean meets(String version, String pinned) {
    Optional<PackageVersion> own = PackageVersion.parse(version);
    Optional<VersionSpecifier> wanted = VersionSpecifier.parse("==" + pinned);
    return (own.isPresent() && wanted.isPresent())
        ? wanted.get().admits(own.get())
        : version.equalsIgnoreCase(pinned);
  }

  /** As versions where both are: file names have 2024.8.30 of what is written 2024.08.30. */
  static boolean sameVersion(String one, String other) {
    Optional<PackageVersion> version = PackageVersion.parse(one);
    return (version.isPresent() && PackageVersion.parse(other).isPresent())
        ? version.equals(PackageVersion.parse(other))
        : one.equalsIgnoreCase(other);
  }

  /**
   * A wheel on this disk.
   *
   * @param file may be called otherwise
   * @param url where it came from; empty for a file of the user's
   */
  public record OnDisk(Wheel wheel, Path file, String url) {
    /**
     * Each file once, the first of those that are the same: they get into one folder.
     *
     * @throws SiteException when two files of one name are not the same
     */
    static List<OnDisk> distinct(List<OnDisk> all) {
      Map<String, OnDisk> byName = new LinkedHashMap<>();
      for (OnDisk each : all) {
        OnDisk first = byName.computeIfAbsent(each.wheel.name(), any -> each);
        if (!first.file.equals(each.file)
            && !Digest.ofUnchecked(first.file).equals(Digest.ofUnchecked(each.file))) {
          throw new SiteException(
              "There are two wheels %s, which are not the same file: %s and %s. Remove one of them, or name the one to take by its hash."
                  .formatted(each.wheel.name(), first.place(), each.place()));
        }
      }
      return List.copyOf(byName.values());
    }

    private String place() {
      return url.isEmpty() ? file.toString() : url;
    }
  }
}
