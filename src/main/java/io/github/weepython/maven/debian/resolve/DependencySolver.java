package io.github.weepython.maven.debian.resolve;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Dependency;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.debian.archive.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Depth first, with a stack of its own: a desktop is more choices deep than a thread's stack. What
 * leaves no choice goes first, so that what it brings decides choices.
 */
final class DependencySolver {
  /** Going back in a real archive happens a handful of times; this often means a knot. */
  private static final int MAX_RETURNS = 20_000;

  private final PackageIndex index;
  private final CandidateSelector candidates;
  private final Map<String, Package> chosen = new LinkedHashMap<>();
  private final Map<String, Requirement> reasons = new LinkedHashMap<>();
  private final List<Open> forced = new ArrayList<>();
  private final List<Open> free = new ArrayList<>();
  private final Deque<Choice> choices = new ArrayDeque<>();
  private Optional<String> obstacle = Optional.empty();
  private int returns;

  DependencySolver(PackageIndex index, CandidateSelector candidates) {
    this.index = index;
    this.candidates = candidates;
  }

  Resolution run(List<Requirement> roots) {
    roots.forEach(this::open);
    if (!solve()) {
      throw new DebianException(
          (returns > MAX_RETURNS ? "No solution was found in time.\n" : "")
              + obstacle.orElse("These packages can't be installed together."));
    }
    List<Package> packages = new ArrayList<>(chosen.values());
    packages.sort(Comparator.comparing(Package::name));
    Map<String, String> texts = new LinkedHashMap<>();
    reasons.forEach((name, need) -> texts.put(name, need.text()));
    return new Resolution(packages, texts);
  }

  private void open(Requirement need) {
    candidates
        .of(need.dependency())
        .ifPresent(c -> (c.size() == 1 ? forced : free).add(new Open(need, c)));
  }

  private boolean solve() {
    int f = skipMet(forced, 0);
    int g = f < forced.size() ? 0 : skipMet(free, 0);
    while (f < forced.size() || g < free.size()) {
      Open open = f < forced.size() ? forced.get(f) : free.get(g);
      choices.push(new Choice(open, f, g, forced.size(), free.size()));
      while (!takeNext(choices.element())) {
        Choice failed = choices.pop();
        remember(failed.open, failed.problems);
        if (choices.isEmpty() || ++returns > MAX_RETURNS) {
          return false;
        }
        undo(choices.element());
      }
      f = skipMet(forced, choices.element().f);
      g = f < forced.size() ? choices.element().g : skipMet(free, choices.element().g);
    }
    return true;
  }

  private int skipMet(List<Open> opens, int from) {
    int at = from;
    while (at < opens.size() && isMet(opens.get(at).candidates())) {
      at++;
    }
    return at;
  }

  private boolean isMet(List<Package> any) {
    return any.stream().anyMatch(p -> chosen.containsKey(p.name()));
  }

  /** Chooses the next candidate that stands beside those chosen; false when there is none. */
  private boolean takeNext(Choice choice) {
    while (choice.next < choice.open.candidates().size()) {
      Package candidate = choice.open.candidates().get(choice.next++);
      Optional<String> clash = clash(candidate);
      if (clash.isEmpty()) {
        take(choice.open.need(), candidate);
        return true;
      }
      choice.problems.add("  " + candidate.label() + ": " + clash.get());
    }
    return false;
  }

  private void take(Requirement need, Package candidate) {
    chosen.put(candidate.name(), candidate);
    reasons.put(candidate.name(), need);
    for (Dependency dependency : candidate.relations().depends()) {
      if (!candidate.meets(dependency)) {
        open(new Requirement(candidate.label(), candidate.name(), dependency));
      }
    }
  }

  private void undo(Choice choice) {
    Package taken = choice.open.candidates().get(choice.next - 1);
    chosen.remove(taken.name());
    reasons.remove(taken.name());
    forced.subList(choice.forcedSize, forced.size()).clear();
    free.subList(choice.freeSize, free.size()).clear();
  }

  /** Why the package can't stand beside those chosen. */
  private Optional<String> clash(Package candidate) {
    for (Package other : chosen.values()) {
      Optional<String> clash = excludes(other, candidate).or(() -> excludes(candidate, other));
      if (clash.isPresent()) {
        return Optional.of(clash.get() + "\n" + chain(reasons.get(other.name()), "    "));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> excludes(Package one, Package other) {
    for (Relation r : one.relations().breaks()) {
      if (other.meets(r)) {
        return Optional.of(one.label() + " breaks " + r + ", as " + other.label() + " is");
      }
    }
    for (Relation r : one.relations().conflicts()) {
      if (other.meets(r)) {
        return Optional.of(one.label() + " conflicts with " + r + ", as " + other.label() + " is");
      }
    }
    return Optional.empty();
  }

  /** The first obstacle is the one on the straight way, and easiest to understand. */
  private void remember(Open open, List<String> problems) {
    if (obstacle.isPresent()) {
      return;
    }
    List<String> found = new ArrayList<>(problems);
    if (open.candidates().isEmpty()) {
      open.need().dependency().alternatives().forEach(r -> found.add(absence(r)));
    }
    obstacle =
        Optional.of(
            open.need().dependency()
                + " can't be installed:\n"
                + String.join("\n", found)
                + "\nRequired so:\n"
                + chain(open.need(), "  "));
  }

  private String absence(Relation relation) {
    List<Package> versions = index.versions(relation.name());
    return versions.isEmpty()
        ? "  the archive has no package " + relation.name() + ", and none that provides it"
        : "  the archive has "
            + relation.name()
            + " in "
            + versions.stream().map(p -> p.version().toString()).toList()
            + candidates
                .candidate(relation.name())
                .map(p -> ", of which " + p.version() + " is considered")
                .orElse("");
  }

  /** Who required whom, from the one wanted downwards. */
  private String chain(@Nullable Requirement last, String indent) {
    List<String> lines = new ArrayList<>();
    Requirement need = last;
    while (need != null) {
      lines.add(
          0,
          indent + (need.name().isEmpty() ? need.who() + ": " + need.dependency() : need.text()));
      need = reasons.get(need.name());
    }
    return String.join("\n", lines);
  }

  /** A need and what could meet it, the best first. */
  private record Open(Requirement need, List<Package> candidates) {}

  /** A need whose candidates are tried in turn, and where the search stood before. */
  private static final class Choice {
    final Open open;
    final int f;
    final int g;
    final int forcedSize;
    final int freeSize;
    final List<String> problems = new ArrayList<>();
    int next;

    Choice(Open open, int f, int g, int forcedSize, int freeSize) {
      this.open = open;
      this.f = f;
      this.g = g;
      this.forcedSize = forcedSize;
      this.freeSize = freeSize;
    }
  }
}
