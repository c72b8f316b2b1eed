package io.github.weepython.maven.site;

import java.util.Set;
import java.util.TreeSet;

/**
 * For which projects only source archives or only wheels will do: pip's options {@code --no-binary}
 * and {@code --only-binary}, a later one over an earlier one (pip install, "Options").
 *
 * @param sources normalized names that only a source archive will do for, or {@code :all:}
 * @param wheels normalized names that only a wheel will do for, or {@code :all:}
 */
record FormatControl(Set<String> sources, Set<String> wheels) {
  static final String NO_BINARY = "--no-binary";
  static final String ONLY_BINARY = "--only-binary";

  /** Whatever there is, a wheel before a source archive. */
  static final FormatControl ANY = new FormatControl(Set.of(), Set.of());

  private static final String ALL = ":all:";

  FormatControl {
    sources = Set.copyOf(sources);
    wheels = Set.copyOf(wheels);
  }

  /**
   * The same after one more option.
   *
   * @param option one of the two
   * @param value names separated by commas, {@code :all:} or {@code :none:}
   */
  FormatControl with(String option, String value) {
    boolean noBinary = option.equals(NO_BINARY);
    Set<String> own = new TreeSet<>(noBinary ? sources : wheels);
    Set<String> other = new TreeSet<>(noBinary ? wheels : sources);
    for (String name : value.split(",", -1)) {
      switch (name.strip()) {
        case ALL -> {
          own.clear();
          other.clear();
          own.add(ALL);
        }
        case ":none:" -> own.clear();
        default -> {
          other.remove(Wheel.normalized(name.strip()));
          own.add(Wheel.normalized(name.strip()));
        }
      }
    }
    return noBinary ? new FormatControl(own, other) : new FormatControl(other, own);
  }

  /** Whether a wheel of that project will do. */
  boolean takesWheels(String project) {
    return wheels.contains(project)
        || !(sources.contains(project) || (sources.contains(ALL) && !wheels.contains(ALL)));
  }

  /** Whether a source archive of that project will do. */
  boolean takesSources(String project) {
    return !wheels.contains(project) && (sources.contains(project) || !wheels.contains(ALL));
  }

  /** What rules out some files of that project; empty where nothing does. */
  String reason(String project) {
    if (takesWheels(project) && takesSources(project)) {
      return "";
    }
    return takesWheels(project)
        ? " (source archives are ruled out by " + ONLY_BINARY + ")"
        : " (wheels are ruled out by " + NO_BINARY + ")";
  }
}
