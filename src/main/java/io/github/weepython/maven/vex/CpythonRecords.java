package io.github.weepython.maven.vex;

import io.github.weepython.maven.debian.archive.DebianVersion;
import io.github.weepython.maven.vex.SecurityTracker.Entry;
import io.github.weepython.maven.vex.SecurityTracker.State;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Debian's records of its own packages of CPython say of a release of upstream's, which is in
 * an image without being a package.
 *
 * @param source Debian's package of the series, such as {@code python3.13}
 * @param python the release of upstream's, such as {@code 3.13.5}
 * @param codename of the Debian release that the image is made of; empty where it is unknown
 * @param releases code names of all Debian releases with records of the package; where there are
 *     none, nothing is known
 * @param open what the release has, without any patch, and how that stands in Debian
 */
public record CpythonRecords(
    String source,
    String python,
    String codename,
    SortedSet<String> releases,
    Map<Entry, State> open) {
  /** The first upload of a release of upstream's, or that one rebuilt for a stable release. */
  private static final Pattern FIRST = Pattern.compile("1(~deb\\d+u1)?");

  /** What says most comes first: which version fixes it, then whether it is there at all. */
  private static final Comparator<State> TELLING =
      Comparator.comparing((State state) -> state.status().equals("undetermined"))
          .thenComparing(state -> !state.status().equals("resolved"))
          .thenComparing(
              state -> DebianVersion.parse(state.fixed().isEmpty() ? "0" : state.fixed()));

  public CpythonRecords {
    releases = Collections.unmodifiableSortedSet(new TreeSet<>(releases));
    open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
  }

  /** What Debian calls a release's series. */
  public static String source(String python) {
    return "python" + python.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  /**
   * Judges a release by the record of the image's Debian release, or where that has none, by those
   * of the others.
   *
   * @param tracker has read what is said of {@link #source(String)}
   */
  public static CpythonRecords of(SecurityTracker tracker, String python, String codename) {
    String source = source(python);
    List<Entry> entries = tracker.entries().getOrDefault(source, List.of());
    SortedSet<String> releases = new TreeSet<>();
    Map<Entry, State> open = new LinkedHashMap<>();
    for (Entry entry : entries) {
      releases.addAll(entry.releases().keySet());
      state(entry, version(python), codename).ifPresent(state -> open.put(entry, state));
    }
    return new CpythonRecords(source, python, codename, releases, open);
  }

  /** In Debian's order, in which {@code 3.15.0rc1} is newer than {@code 3.15.0}, without tilde. */
  private static DebianVersion version(String python) {
    return DebianVersion.parse(python.replaceFirst("(?<=\\d)(a|b|rc)(?=\\d+$)", "~$1"));
  }

  /** How it stands; empty where the release hasn't got it. */
  private static Optional<State> state(Entry entry, DebianVersion python, String codename) {
    Map<String, State> all = new TreeMap<>(entry.releases());
    Optional<State> own = Optional.ofNullable(all.get(codename));
    if (own.filter(state -> state.never() && isAsNew(state, python)).isPresent()
        || all.values().stream().anyMatch(state -> isReleased(state, python))) {
      return Optional.empty();
    }
    return own.filter(state -> !state.never() && !state.status().equals("undetermined"))
        .or(() -> all.values().stream().filter(state -> !state.never()).min(TELLING));
  }

  /** What never was in Debian's version may have come with a newer one of upstream's. */
  private static boolean isAsNew(State state, DebianVersion python) {
    return !state.version().isEmpty() && upstream(state.version()).compareTo(python) >= 0;
  }

  /**
   * Whether a version of Debian's shows that upstream's release has the fix; in doubt it has not.
   *
   * <p>The first upload of a release, as 3.13.5-1, is fixed by that release. A later one, as
   * 3.13.5-3, may be fixed by a patch, and upstream's 3.13.5 is then what needed it: but it takes
   * its patches from upstream's branch, so that newer releases have them. An update of a stable
   * release, as 3.13.5-2+deb13u1, has the patches of Debian's security team, and shows nothing of
   * what upstream has released: unstable's record does that.
   */
  private static boolean isReleased(State state, DebianVersion python) {
    if (!state.status().equals("resolved") || state.fixed().isEmpty() || state.never()) {
      return false;
    }
    String revision = DebianVersion.parse(state.fixed()).revision();
    int order = upstream(state.fixed()).compareTo(python);
    return FIRST.matcher(revision).matches() ? order <= 0 : !revision.contains("deb") && order < 0;
  }

  private static DebianVersion upstream(String version) {
    return DebianVersion.parse(DebianVersion.parse(version).upstream());
  }

  /** Whether anything is known of the series. */
  public boolean audited() {
    return !releases.isEmpty();
  }

  /**
   * What to know of these records, in a sentence, where they are not those of the image's Debian.
   */
  public Optional<String> caveat() {
    if (!audited()) {
      return Optional.of(
          "CPython %s could not be audited: Debian's security tracker has no record of %s in any release. For what upstream says of it see https://github.com/psf/advisory-database"
              .formatted(python, source));
    }
    return releases.contains(codename)
        ? Optional.empty()
        : Optional.of(
            "CPython %s is judged by Debian's records of %s in %s, since %s"
                .formatted(
                    python,
                    source,
                    String.join(", ", releases),
                    codename.isEmpty()
                        ? "it is of no single Debian release that wee knows"
                        : codename + " has no " + source));
  }
}
