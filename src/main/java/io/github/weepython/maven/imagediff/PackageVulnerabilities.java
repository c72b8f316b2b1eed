package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.vex.SecurityTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which vulnerabilities of Debian's packages were opened and fixed between two sets of them. */
final class PackageVulnerabilities {
  private final SecurityTracker tracker;

  PackageVulnerabilities(SecurityTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * A line for each that was opened or fixed, and those that count.
   *
   * @param what what has the packages, such as {@code image}
   */
  List<String> lines(String what, TrackedParts before, TrackedParts after) {
    if (before.codename().isEmpty() || after.codename().isEmpty()) {
      return List.of(
          "vulnerabilities of Debian's packages are not compared: the %s %s names no Debian release that wee knows"
              .formatted(after.codename().isEmpty() ? "newer" : "older", what));
    }
    List<String> lines = new ArrayList<>();
    Map<String, String> old = open(before);
    Map<String, String> fresh = open(after);
    fresh.forEach(
        (name, urgency) -> {
          if (!old.containsKey(name)) {
            lines.add("vulnerability opened: %s (%s)".formatted(named(name, after), urgency));
          }
        });
    old.forEach(
        (name, urgency) -> {
          if (!fresh.containsKey(name)) {
            lines.add(
                "vulnerability %s: %s (%s)"
                    .formatted(end(name, after), named(name, after), urgency));
          }
        });
    lines.add("open in Debian's packages: %d, was %d".formatted(fresh.size(), old.size()));
    return lines;
  }

  private static String end(String name, TrackedParts after) {
    return after.sources().containsKey(source(name)) ? "fixed" : "gone";
  }

  private static String source(String name) {
    return name.substring(name.indexOf(' ') + 1);
  }

  private static String named(String name, TrackedParts all) {
    Set<String> versions = all.sources().get(source(name));
    return name.replaceFirst(" ", " in ")
        + (versions == null ? ", which was removed" : " " + String.join(" and ", versions));
  }

  /** How urgent Debian finds each, by its number and source package. */
  private Map<String, String> open(TrackedParts all) {
    Map<String, String> open = new TreeMap<>();
    all.sources()
        .forEach(
            (source, versions) ->
                tracker
                    .of(source, all.codename().orElse(""))
                    .forEach(
                        (entry, state) -> {
                          if (versions.stream().anyMatch(state::openIn)) {
                            open.put(entry.cve() + " " + source, state.urgency());
                          }
                        }));
    return open;
  }
}
