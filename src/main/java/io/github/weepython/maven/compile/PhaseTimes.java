package io.github.weepython.maven.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long the phases of a run took.
 *
 * @param phases in their order
 */
public record PhaseTimes(List<Phase> phases) {
  public static final PhaseTimes NONE = new PhaseTimes(List.of());

  /** One phase, in whole seconds. */
  public record Phase(String name, long seconds) {}

  public PhaseTimes {
    phases = List.copyOf(phases);
  }

  /** What {@link #text} wrote; a line that it did not write is passed over. */
  public static PhaseTimes parse(String text) {
    List<Phase> phases = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(" ", 2);
      if (parts.length == 2 && parts[0].matches("\\d{1,9}")) {
        phases.add(new Phase(parts[1], Long.parseLong(parts[0])));
      }
    }
    return new PhaseTimes(phases);
  }

  public String text() {
    return phases.stream()
        .map(each -> each.seconds() + " " + each.name() + "\n")
        .collect(Collectors.joining());
  }

  /** How long the phase took. */
  Optional<Long> seconds(String name) {
    return phases.stream().filter(p -> p.name().equals(name)).map(Phase::seconds).findFirst();
  }

  /** How long it took from the phase's begin to the end of all. */
  long left(String name) {
    return phases.stream()
        .dropWhile(each -> !each.name().equals(name))
        .mapToLong(Phase::seconds)
        .sum();
  }
}
