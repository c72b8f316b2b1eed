package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.DebianVersion;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of a Debian changelog (deb-changelog(5)), the newest first. */
final class ChangelogEntries {
  private static final Pattern HEAD = Pattern.compile("\\S+ \\(([^()\\s]+)\\) .*");
  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

  private ChangelogEntries() {}

  /** The CVE numbers of entries that are newer than a version. */
  static Set<String> cves(String changelog, String since) {
    DebianVersion old = DebianVersion.parse(since);
    Set<String> found = new TreeSet<>();
    boolean newer = false;
    for (String line : changelog.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        newer = isNewer(head.group(1), old);
      } else if (newer) {
        CVE.matcher(line).results().forEach(each -> found.add(each.group()));
      }
    }
    return found;
  }

  /** Old entries have versions that policy forbids now; none of them is newer than a release. */
  private static boolean isNewer(String version, DebianVersion old) {
    try {
      return DebianVersion.parse(version).compareTo(old) > 0;
    } catch (DebianException e) {
      return false;
    }
  }
}
