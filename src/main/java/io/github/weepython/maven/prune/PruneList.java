package io.github.weepython.maven.prune;

import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.templates.Templates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * What is left out of an image, in groups that a user may keep. In the file, {@code [docs] why}
 * begins a group of Ant patterns; {@code !pattern} makes an exception from all of them. What
 * precedes the first group has no name and is always left out.
 */
public record PruneList(List<Group> groups) {
  private static final Pattern HEADER = Pattern.compile("\\[([a-z0-9-]+)]\\s*(.*)");

  /** Groups that count for packages too that a user adds, now or in a container. */
  private static final Set<String> LASTING = Set.of("docs", "man", "locales");

  /** The lists that {@code <keep>} speaks of. */
  private static final List<String> ALL =
      List.of(
          "prune/bases.list", "prune/distroless.list", "prune/debian.list", "prune/stdlib.list");

  /**
   * @param name empty for what is left out in any case
   * @param reason why it is left out
   * @param patterns Ant patterns, exceptions beginning with an exclamation mark
   */
  public record Group(String name, String reason, List<String> patterns) {
    public Group {
      patterns = List.copyOf(patterns);
    }

    private List<String> matching() {
      return patterns.stream().filter(p -> !p.startsWith("!")).toList();
    }

    private List<String> exceptions() {
      return patterns.stream().filter(p -> p.startsWith("!")).map(p -> p.substring(1)).toList();
    }
  }

  public PruneList {
    groups = List.copyOf(groups);
  }

  /** The list of a template, without the groups to keep. */
  public static PruneList of(String template, Collection<String> keep) {
    return parse(Templates.list(template)).without(keep);
  }

  /**
   * The list of a template, with these groups alone.
   *
   * @throws SpecException naming those there are
   */
  public static PruneList chosen(String template, Collection<String> names) {
    PruneList all = of(template, List.of());
    List<String> known = all.groups.stream().map(Group::name).toList();
    for (String text : names) {
      if (!known.contains(text)) {
        throw new SpecException(
            "Unknown group '%s' to prune. Set <prune> of <site> to some of: %s."
                .formatted(text, String.join(", ", known)));
      }
    }
    return new PruneList(all.groups.stream().filter(g -> names.contains(g.name())).toList());
  }

  /** The lists of a base, without the groups to keep. */
  public static PruneList of(Base base, Collection<String> keep) {
    List<Group> groups = new ArrayList<>(of("prune/bases.list", keep).groups());
    groups.addAll(of("prune/" + base.id() + ".list", keep).groups());
    return new PruneList(groups);
  }

  /** The same, but for what these Ant patterns match. */
  public PruneList except(List<String> patterns) {
    List<Group> all = new ArrayList<>(groups);
    all.add(new Group("", "", patterns.stream().map(pattern -> "!" + pattern).toList()));
    return new PruneList(all);
  }

  /** Whether a path is matched by a template's Ant patterns; {@code !pattern} makes exceptions. */
  public static Predicate<String> matching(String template) {
    return of(template, List.of()).pruned();
  }

  static PruneList parse(List<String> lines) {
    List<Group> groups = new ArrayList<>();
    String name = "";
    String reason = "";
    List<String> patterns = new ArrayList<>();
    for (String line : lines) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        groups.add(new Group(name, reason, patterns));
        name = header.group(1);
        reason = header.group(2);
        patterns = new ArrayList<>();
      } else {
        patterns.add(line);
      }
    }
    groups.add(new Group(name, reason, patterns));
    return new PruneList(groups.stream().filter(g -> !g.patterns().isEmpty()).toList());
  }

  /** The groups that are left out of whatever package, beside what has no name. */
  public PruneList lasting() {
    return new PruneList(
        groups.stream().filter(g -> g.name().isEmpty() || LASTING.contains(g.name())).toList());
  }

  /** The names of the groups that leave one of the paths out, sorted. */
  public Set<String> groupsOf(Collection<String> paths) {
    Set<String> names = new TreeSet<>();
    Finder finder = finder();
    paths.forEach(path -> finder.groupOf(path).ifPresent(group -> names.add(group.name())));
    names.remove("");
    return names;
  }

  private PruneList without(Collection<String> keep) {
    return new PruneList(groups.stream().filter(g -> !keep.contains(g.name())).toList());
  }

  /**
   * Looks whether the groups to keep are in any list.
   *
   * @throws SpecException naming those there are
   */
  public static void check(Collection<String> keep) {
    Set<String> known = new TreeSet<>();
    for (String template : ALL) {
      parse(Templates.list(template)).groups().forEach(g -> known.add(g.name()));
    }
    known.remove("");
    for (String name : keep) {
      if (!known.contains(name)) {
        throw new SpecException(
            "Unknown group '%s' to keep. Set <keep> or -Dwee.keep to some of: %s."
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  /** Whether a path is left out. */
  public Predicate<String> pruned() {
    MatchPatterns matched =
        MatchPatterns.from(groups.stream().flatMap(g -> g.matching().stream()).toList());
    MatchPatterns kept =
        MatchPatterns.from(groups.stream().flatMap(g -> g.exceptions().stream()).toList());
    return path -> matched.matches(path, true) && !kept.matches(path, true);
  }

  /** Finds groups by paths; the patterns are taken apart once. */
  Finder finder() {
    return new Finder(this);
  }

  /** The first group that leaves a path out, if one does. */
  Optional<Group> groupOf(String path) {
    return finder().groupOf(path);
  }

  /** Patterns that were taken apart, for many paths. */
  static final class Finder {
    private final Map<Group, MatchPatterns> groups = new LinkedHashMap<>();
    private final MatchPatterns kept;

    private Finder(PruneList list) {
      list.groups().forEach(group -> groups.put(group, MatchPatterns.from(group.matching())));
      kept =
          MatchPatterns.from(list.groups().stream().flatMap(g -> g.exceptions().stream()).toList());
    }

    /** The first group that leaves a path out, if one does. */
    Optional<Group> groupOf(String path) {
      for (Map.Entry<Group, MatchPatterns> group : groups.entrySet()) {
        if (group.getValue().matches(path, true)) {
          return kept.matches(path, true) ? Optional.empty() : Optional.of(group.getKey());
        }
      }
      return Optional.empty();
    }
  }

  /** All that the answer of {@link #pruned} depends on. */
  public String key() {
    return groups.stream()
        .flatMap(g -> g.patterns().stream())
        .sorted(Comparator.naturalOrder())
        .reduce("", (a, b) -> a + b + "\n");
  }
}
