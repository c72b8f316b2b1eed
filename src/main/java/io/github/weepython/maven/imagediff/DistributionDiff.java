package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.site.PackageVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Python distributions differ between two images, by the folders that record what is
 * installed (specification of recording installed projects).
 */
final class DistributionDiff {
  private static final Pattern METADATA =
      Pattern.compile("(?:.*/)?([^/]+?)-([^/-]+)\\.dist-info/METADATA");

  private DistributionDiff() {}

  /**
   * A line for each that differs.
   *
   * @param before paths of the older image's files
   * @param after those of the newer one
   */
  static List<String> lines(Set<String> before, Set<String> after) {
    Map<String, Set<String>> old = distributions(before);
    Map<String, Set<String>> fresh = distributions(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Set<String> was = old.getOrDefault(name, Set.of());
      Set<String> is = fresh.getOrDefault(name, Set.of());
      if (was.isEmpty()) {
        lines.add("distribution added: %s %s".formatted(name, text(is)));
      } else if (is.isEmpty()) {
        lines.add("distribution removed: %s %s".formatted(name, text(was)));
      } else if (!was.equals(is)) {
        lines.add(
            "distribution %s: %s %s -> %s".formatted(way(was, is), name, text(was), text(is)));
      }
    }
    return lines;
  }

  /** Versions by normalized name (PEP 503); some bring others along in folders of their own. */
  private static Map<String, Set<String>> distributions(Set<String> files) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (String file : files) {
      Matcher metadata = METADATA.matcher(file);
      if (file.endsWith(".dist-info/METADATA") && metadata.matches()) {
        String name = metadata.group(1).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
        all.computeIfAbsent(name, any -> new TreeSet<>()).add(metadata.group(2));
      }
    }
    return all;
  }

  private static String text(Set<String> versions) {
    return String.join(", ", versions);
  }

  /** Where there are several versions, by the highest. */
  private static String way(Set<String> before, Set<String> after) {
    Optional<PackageVersion> was = highest(before);
    Optional<PackageVersion> is = highest(after);
    int order = was.isPresent() && is.isPresent() ? is.get().compareTo(was.get()) : 0;
    return order == 0 ? "changed" : order > 0 ? "up" : "down";
  }

  private static Optional<PackageVersion> highest(Set<String> versions) {
    return versions.stream()
        .flatMap(text -> PackageVersion.parse(text).stream())
        .max(PackageVersion::compareTo);
  }
}
