package io.github.weepython.maven.debian.resolve;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Dependency;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.debian.archive.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses packages whose relationships hold (Debian Policy, chapter 7): one version of each, every
 * dependency met, no conflict; the same ones whatever the order of the index.
 */
public final class Resolver {
  /**
   * Chooses.
   *
   * @param wanted {@code name} or {@code name=version}
   * @param cut names of packages that are never installed: dependencies on them are dropped
   * @param essential whether to choose the Essential packages too
   * @param preferred names to be chosen among alternatives and providers, the best first
   * @throws DebianException when there is no such choice; the message shows who required whom
   */
  public Resolution resolve(
      PackageIndex index,
      List<String> wanted,
      Set<String> cut,
      boolean essential,
      List<String> preferred) {
    List<Requirement> roots = new ArrayList<>();
    Map<String, Relation> pins = new LinkedHashMap<>();
    for (String text : wanted) {
      Relation relation = wanted(text);
      if (cut.contains(relation.name())) {
        throw new DebianException(
            "Package " + relation.name() + " is both asked for and excluded.");
      }
      Relation other = relation.version().isPresent() ? pins.put(relation.name(), relation) : null;
      if (other != null && !other.version().equals(relation.version())) {
        throw new DebianException("Both " + other + " and " + relation + " are asked for.");
      }
      roots.add(new Requirement("wanted", "", new Dependency(List.of(relation))));
    }
    if (essential) {
      for (String name : index.essential()) {
        if (!cut.contains(name)) {
          roots.add(
              new Requirement("essential", "", new Dependency(List.of(Relation.parse(name)))));
        }
      }
    }
    CandidateSelector candidates = new CandidateSelector(index, pins, cut, preferred);
    return new DependencySolver(index, candidates).run(roots);
  }

  private static Relation wanted(String text) {
    int equals = text.indexOf('=');
    return Relation.parse(
        equals < 0 ? text : text.substring(0, equals) + " (= " + text.substring(equals + 1) + ")");
  }
}
