package io.github.weepython.maven.source;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.templates.Templates;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The releases of CPython that wee knows, from {@code templates/source/releases.list}: a tarball
 * with such a digest is that release, wherever it comes from.
 */
public final class KnownReleases {
  /** What messages call the table. */
  static final String NAME = "wee's table of known releases (templates/source/releases.list)";

  private final TreeMap<PythonVersion, Digest> digests = new TreeMap<>();

  KnownReleases(Map<PythonVersion, Digest> digests) {
    this.digests.putAll(digests);
  }

  /** The table of this version of wee. */
  public static KnownReleases shipped() {
    return parse(Templates.list("source/releases.list"));
  }

  /**
   * Reads lines such as {@code 3.14.7 3b48...27f81 debian docker}.
   *
   * @throws IllegalArgumentException when a line is not in that form, or a release is listed twice
   */
  static KnownReleases parse(List<String> lines) {
    Map<PythonVersion, Digest> digests = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split("\\s+");
      if (words.length < 3
          || digests.put(PythonVersion.parse(words[0]), new Digest(words[1])) != null) {
        throw new IllegalArgumentException(
            NAME + " has '" + line + "'; expected: version, SHA-256, witnesses, each release once");
      }
    }
    return new KnownReleases(digests);
  }

  /** The SHA-256 of a release's {@code .tar.xz}, where the table has it. */
  public Optional<Digest> digest(PythonVersion version) {
    return Optional.ofNullable(digests.get(version));
  }

  /** A sentence on whether a version exists at all, as far as this version of wee knows. */
  public String existence(PythonVersion version) {
    if (digests.containsKey(version)) {
      return "CPython %s is a release: its digest is in %s.".formatted(version, NAME);
    }
    List<PythonVersion> series = of(version.majorMinor());
    return "No CPython %s is in %s%s."
        .formatted(
            version,
            NAME,
            series.isEmpty()
                ? ""
                : ", whose newest %s is %s".formatted(version.majorMinor(), series.get(0)));
  }

  /**
   * The releases of a series, newest first, pre-releases included.
   *
   * @param majorMinor such as {@code 3.14}
   */
  public List<PythonVersion> of(String majorMinor) {
    return digests.keySet().stream()
        .filter(version -> version.majorMinor().equals(majorMinor))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /**
   * The newest release of the same series that is later than the given one, if any. Only a
   * pre-release is followed by pre-releases.
   */
  public Optional<PythonVersion> later(PythonVersion than) {
    return of(than.majorMinor()).stream()
        .filter(version -> version.suffix().isEmpty() || !than.suffix().isEmpty())
        .filter(version -> version.compareTo(than) > 0)
        .findFirst();
  }
}
