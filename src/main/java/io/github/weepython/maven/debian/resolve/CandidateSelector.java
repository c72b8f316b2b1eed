package io.github.weepython.maven.debian.resolve;

import io.github.weepython.maven.debian.archive.Dependency;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.debian.archive.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses among the packages and versions that could meet a dependency, the best first. */
final class CandidateSelector {
  private static final List<String> PRIORITIES =
      List.of("required", "important", "standard", "optional");

  private final PackageIndex index;
  private final Map<String, Relation> pins;
  private final Set<String> cut;
  private final List<String> preferred;
  private final Map<String, Optional<Package>> candidates = new HashMap<>();

  CandidateSelector(
      PackageIndex index, Map<String, Relation> pins, Set<String> cut, List<String> preferred) {
    this.index = index;
    this.pins = pins;
    this.cut = cut;
    this.preferred = preferred;
  }

  /** The one version of a package that is thought of: the pinned one, else the newest. */
  Optional<Package> candidate(String name) {
    return candidates.computeIfAbsent(
        name,
        n -> {
          Relation pin = pins.get(n);
          return pin == null
              ? index.newest(n)
              : index.versions(n).stream().filter(p -> pin.allows(p.version())).findFirst();
        });
  }

  /**
   * Packages that meet the dependency, best first; nothing at all when it is dropped, because the
   * best is cut.
   */
  Optional<List<Package>> of(Dependency dependency) {
    List<List<Choice>> groups = new ArrayList<>();
    for (Relation relation : dependency.alternatives()) {
      List<Choice> group = choices(relation);
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    // Stable: what isn't preferred stays from left to right.
    groups.sort(Comparator.comparing(g -> rank(g.get(0).name())));
    List<Choice> choices = groups.stream().flatMap(List::stream).toList();
    if (!choices.isEmpty() && cut.contains(choices.get(0).name())) {
      return Optional.empty();
    }
    Map<String, Package> found = new LinkedHashMap<>();
    for (Choice choice : choices) {
      choice.found().ifPresent(p -> found.putIfAbsent(p.name(), p));
    }
    return Optional.of(List.copyOf(found.values()));
  }

  /** The package itself, then those that provide it. */
  private List<Choice> choices(Relation relation) {
    if (cut.contains(relation.name())) {
      return List.of(new Choice(relation.name(), Optional.empty()));
    }
    List<Choice> choices = new ArrayList<>();
    candidate(relation.name())
        .filter(p -> p.isNamedBy(relation))
        .ifPresent(p -> choices.add(new Choice(p.name(), Optional.of(p))));
    index.providers(relation.name()).stream()
        .flatMap(n -> candidate(n).stream())
        .filter(p -> !p.name().equals(relation.name()) && p.meets(relation))
        .sorted(
            Comparator.<Package, Integer>comparing(p -> rank(p.name()))
                .thenComparing(p -> priority(p))
                .thenComparing(Package::name))
        .map(p -> new Choice(p.name(), Optional.of(p).filter(q -> !cut.contains(q.name()))))
        .forEach(choices::add);
    return choices;
  }

  private int rank(String name) {
    int at = preferred.indexOf(name);
    return at < 0 ? preferred.size() : at;
  }

  private static int priority(Package candidate) {
    int at = PRIORITIES.indexOf(candidate.priority());
    return at < 0 ? PRIORITIES.size() : at;
  }

  /** A package, or the name of one that is cut. */
  private record Choice(String name, Optional<Package> found) {}
}
