package io.github.weepython.maven.debian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses packages whose relationships hold (Debian Policy, chapter 7): one version of each, every
 * dependency met, no conflict; the same ones whatever the order of the index.
 */
public final class Resolver {
  /** Backtracking over a real archive takes a handful; this many mean a knot. */
  private static final int MAX_TRIES = 20_000;

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
    List<Need> roots = new ArrayList<>();
    Map<String, Relation> pins = new LinkedHashMap<>();
    for (String text : wanted) {
      Relation relation = wanted(text);
      if (cut.contains(relation.name())) {
        throw new DebianException(
            "Package " + relation.name() + " is wanted, and is to be left out as well.");
      }
      Relation other = relation.version().isPresent() ? pins.put(relation.name(), relation) : null;
      if (other != null && !other.version().equals(relation.version())) {
        throw new DebianException("Both " + other + " and " + relation + " are wanted.");
      }
      roots.add(new Need("wanted", "", new Dependency(List.of(relation))));
    }
    if (essential) {
      for (String name : index.essential()) {
        if (!cut.contains(name)) {
          roots.add(new Need("essential", "", new Dependency(List.of(Relation.parse(name)))));
        }
      }
    }
    Candidates candidates = new Candidates(index, pins, cut, preferred);
    return new Search(index, candidates).run(roots);
  }

  private static Relation wanted(String text) {
    int equals = text.indexOf('=');
    return Relation.parse(
        equals < 0 ? text : text.substring(0, equals) + " (= " + text.substring(equals + 1) + ")");
  }

  /** A dependency and who has it: {@code wanted}, {@code essential}, or a package's label. */
  private record Need(String who, String name, Dependency dependency) {
    String text() {
      return name.isEmpty() ? who : who + " needs " + dependency;
    }
  }

  /** A need and what could meet it, the best first. */
  private record Open(Need need, List<Package> candidates) {}

  /** Depth first; what leaves no choice goes first, so that what it brings decides choices. */
  private static final class Search {
    private final PackageIndex index;
    private final Candidates candidates;
    private final Map<String, Package> chosen = new LinkedHashMap<>();
    private final Map<String, Need> reasons = new LinkedHashMap<>();
    private final List<Open> forced = new ArrayList<>();
    private final List<Open> free = new ArrayList<>();
    private Optional<String> obstacle = Optional.empty();
    private int tries;

    Search(PackageIndex index, Candidates candidates) {
      this.index = index;
      this.candidates = candidates;
    }

    Resolution run(List<Need> roots) {
      roots.forEach(this::open);
      if (!solve(0, 0)) {
        throw new DebianException(
            (tries > MAX_TRIES ? "No choice of packages was found in time.\n" : "")
                + obstacle.orElse("These packages can't be installed together."));
      }
      List<Package> packages = new ArrayList<>(chosen.values());
      packages.sort(Comparator.comparing(Package::name));
      Map<String, String> texts = new LinkedHashMap<>();
      reasons.forEach((name, need) -> texts.put(name, need.text()));
      return new Resolution(packages, texts);
    }

    private void open(Need need) {
      candidates
          .of(need.dependency())
          .ifPresent(c -> (c.size() == 1 ? forced : free).add(new Open(need, c)));
    }

    private boolean solve(int forcedFrom, int freeFrom) {
      int f = skipMet(forced, forcedFrom);
      int g = f < forced.size() ? freeFrom : skipMet(free, freeFrom);
      if (f == forced.size() && g == free.size()) {
        return true;
      }
      Open open = f < forced.size() ? forced.get(f) : free.get(g);
      List<String> problems = new ArrayList<>();
      for (Package candidate : open.candidates()) {
        Optional<String> clash = clash(candidate);
        if (clash.isPresent()) {
          problems.add("  " + candidate.label() + ": " + clash.get());
        } else if (attempt(open.need(), candidate, f, g)) {
          return true;
        } else if (tries > MAX_TRIES) {
          return false;
        }
      }
      remember(open, problems);
      return false;
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

    private boolean attempt(Need need, Package candidate, int f, int g) {
      tries++;
      int forcedSize = forced.size();
      int freeSize = free.size();
      chosen.put(candidate.name(), candidate);
      reasons.put(candidate.name(), need);
      for (Dependency dependency : candidate.depends()) {
        if (!dependency.isMetBy(candidate)) {
          open(new Need(candidate.label(), candidate.name(), dependency));
        }
      }
      if (solve(f, g)) {
        return true;
      }
      chosen.remove(candidate.name());
      reasons.remove(candidate.name());
      forced.subList(forcedSize, forced.size()).clear();
      free.subList(freeSize, free.size()).clear();
      return false;
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
      for (Relation r : one.breaks()) {
        if (r.matches(other)) {
          return Optional.of(one.label() + " breaks " + r + ", as " + other.label() + " is");
        }
      }
      for (Relation r : one.conflicts()) {
        if (r.matches(other)) {
          return Optional.of(
              one.label() + " conflicts with " + r + ", as " + other.label() + " is");
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
                  .map(p -> ", of which " + p.version() + " is looked at")
                  .orElse("");
    }

    /** Who required whom, from the one wanted downwards. */
    private String chain(@Nullable Need last, String indent) {
      List<String> lines = new ArrayList<>();
      Need need = last;
      while (need != null) {
        lines.add(
            0,
            indent + (need.name().isEmpty() ? need.who() + ": " + need.dependency() : need.text()));
        need = reasons.get(need.name());
      }
      return String.join("\n", lines);
    }
  }
}
