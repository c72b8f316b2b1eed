package io.github.weepython.maven.layers;

import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.spec.SiteLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which wheels share a layer. Each large one has its own, whatever else is installed, so that it
 * stays where it is when others change; the program itself comes last.
 */
final class WheelGroups {
  /**
   * One layer.
   *
   * @param title what history and messages call it
   * @param projects chooses among normalized names
   */
  record Group(String title, Predicate<String> projects) {}

  private final Set<String> large;
  private final Set<String> own;

  WheelGroups(SiteWheels wheels, SiteLayout layout) {
    this.own = wheels.own();
    this.large = large(wheels.wheels(), layout);
  }

  /** The largest, by their compressed size; of equals the first by name. */
  private static Set<String> large(List<Wheel.OnDisk> wheels, SiteLayout layout) {
    Map<String, Long> sizes = new TreeMap<>();
    wheels.forEach(each -> sizes.merge(each.wheel().project(), size(each), Math::max));
    return sizes.entrySet().stream()
        .filter(each -> each.getValue() >= layout.largeWheel().bytes())
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(layout.wheelLayers())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long size(Wheel.OnDisk wheel) {
    try {
      return Files.size(wheel.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The groups of what is installed together, lowest first; the last has what is nobody's. */
  List<Group> of(SiteInputs inputs) {
    Set<String> projects =
        inputs.wheels().stream()
            .map(each -> each.wheel().project())
            .collect(Collectors.toCollection(TreeSet::new));
    List<Group> groups = new ArrayList<>();
    projects.stream()
        .filter(large::contains)
        .forEach(name -> groups.add(new Group("site: " + name, name::equals)));
    if (projects.stream().anyMatch(name -> !large.contains(name) && !own.contains(name))) {
      groups.add(new Group("site", name -> !large.contains(name) && !own.contains(name)));
    }
    if (projects.stream().anyMatch(name -> !large.contains(name) && own.contains(name))) {
      groups.add(new Group("project", name -> !large.contains(name) && own.contains(name)));
    }
    if (!groups.isEmpty()) {
      Group last = groups.remove(groups.size() - 1);
      Predicate<String> others = name -> !projects.contains(name);
      groups.add(new Group(last.title(), last.projects().or(others)));
    }
    return groups;
  }
}
