package io.github.weepython.maven.debian.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that a relationship field asks for: any of the alternatives, the first one rather
 * (Debian Policy, chapter 7).
 */
public record Dependency(List<Relation> alternatives) {
  private static final Pattern ARCHITECTURES = Pattern.compile("\\[([^]]*)\\]");
  private static final Pattern PROFILES = Pattern.compile("<([^<>=]*)>");

  public Dependency {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Reads a relationship field.
   *
   * @param architecture Debian's name of it: what is restricted to others is left out, and so is
   *     what is asked for under a build profile only
   * @throws DebianException when it is malformed
   */
  public static List<Dependency> parse(String field, String architecture) {
    List<Dependency> dependencies = new ArrayList<>();
    for (String part : field.split(",")) {
      List<Relation> alternatives = new ArrayList<>();
      for (String alternative : part.split("\\|")) {
        if (!alternative.isBlank() && applies(alternative, architecture)) {
          alternatives.add(Relation.parse(withoutRestrictions(alternative)));
        }
      }
      if (!alternatives.isEmpty()) {
        dependencies.add(new Dependency(alternatives));
      }
    }
    return List.copyOf(dependencies);
  }

  private static String withoutRestrictions(String alternative) {
    int end = alternative.length();
    int bracket = alternative.indexOf('[');
    Matcher profile = PROFILES.matcher(alternative);
    if (bracket >= 0) {
      end = bracket;
    }
    if (profile.find()) {
      end = Math.min(end, profile.start());
    }
    return alternative.substring(0, end);
  }

  private static boolean applies(String alternative, String architecture) {
    Matcher m = ARCHITECTURES.matcher(alternative);
    if (m.find() && !architectureApplies(m.group(1), architecture)) {
      return false;
    }
    Matcher profiles = PROFILES.matcher(alternative);
    boolean any = true;
    while (profiles.find()) {
      // No profile is active: a group holds when all of it is negated, and one group is enough.
      any = List.of(profiles.group(1).trim().split("\\s+")).stream().allMatch(Dependency::negated);
      if (any) {
        return true;
      }
    }
    return any;
  }

  private static boolean negated(String term) {
    return term.startsWith("!");
  }

  /** A list is either all positive or all negated (Debian Policy, 7.1). */
  private static boolean architectureApplies(String list, String architecture) {
    boolean negative = list.trim().startsWith("!");
    for (String term : list.trim().split("\\s+")) {
      String wildcard = negated(term) ? term.substring(1) : term;
      if (wildcard.equals(architecture)
          || wildcard.equals("any")
          || wildcard.equals("linux-any")
          || wildcard.equals("any-" + architecture)) {
        return !negative;
      }
    }
    return negative;
  }

  @Override
  public String toString() {
    return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
  }
}
