package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.debian.archive.Dependency;
import io.github.weepython.maven.debian.archive.Relation;
import io.github.weepython.maven.debian.archive.Stanza;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which installed packages another one relies on (Debian Policy, 7.2). */
final class InstalledNeeds {
  /** Names of packages by their own and by what they provide. */
  private final Map<String, TreeSet<String>> called = new TreeMap<>();

  InstalledNeeds(Collection<Stanza> installed) {
    for (Stanza stanza : installed) {
      String name = stanza.need("Package");
      call(name, name);
      relations(stanza, "Provides").forEach(relation -> call(relation.name(), name));
    }
  }

  private void call(String name, String installed) {
    called.computeIfAbsent(name, any -> new TreeSet<>()).add(installed);
  }

  /** Sorted; of alternatives, those that are there. */
  List<String> of(Stanza each) {
    TreeSet<String> needs = new TreeSet<>();
    for (String field : List.of("Pre-Depends", "Depends")) {
      relations(each, field).forEach(r -> needs.addAll(found(r.name())));
    }
    needs.remove(each.need("Package"));
    return List.copyOf(needs);
  }

  private Set<String> found(String name) {
    return Optional.<Set<String>>ofNullable(called.get(name)).orElse(Set.of());
  }

  private static List<Relation> relations(Stanza stanza, String field) {
    return Dependency.parse(stanza.fieldOrEmpty(field), stanza.fieldOrEmpty("Architecture"))
        .stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .toList();
  }
}
