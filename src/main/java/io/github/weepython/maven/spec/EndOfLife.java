package io.github.weepython.maven.spec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Until when somebody fixes a Python or a suite. Pythons by their release schedules (PEP 373, 494,
 * 537, 569, 596, 619, 664, 693, 719, 745, 790), of which some name a month alone; suites by
 * Debian's long-term support.
 */
public final class EndOfLife {
  private static final Map<String, LocalDate> PYTHONS =
      Map.ofEntries(
          Map.entry("2.7", LocalDate.of(2020, 1, 1)),
          Map.entry("3.6", LocalDate.of(2021, 12, 23)),
          Map.entry("3.7", LocalDate.of(2023, 6, 27)),
          Map.entry("3.8", LocalDate.of(2024, 10, 7)),
          Map.entry("3.9", LocalDate.of(2025, 10, 31)),
          Map.entry("3.10", LocalDate.of(2026, 10, 31)),
          Map.entry("3.11", LocalDate.of(2027, 10, 31)),
          Map.entry("3.12", LocalDate.of(2028, 10, 31)),
          Map.entry("3.13", LocalDate.of(2029, 10, 31)),
          Map.entry("3.14", LocalDate.of(2030, 10, 31)),
          Map.entry("3.15", LocalDate.of(2031, 10, 31)));

  private static final Map<Suite, LocalDate> SUITES =
      Map.of(
          Suite.BULLSEYE, LocalDate.of(2026, 8, 31),
          Suite.BOOKWORM, LocalDate.of(2028, 6, 30),
          Suite.TRIXIE, LocalDate.of(2030, 6, 30));

  private EndOfLife() {}

  /** The last day on which upstream fixes a Python, where it is known. */
  public static Optional<LocalDate> python(PythonVersion python) {
    return Optional.ofNullable(PYTHONS.get(python.majorMinor()));
  }

  /** The last day of a suite's long-term support, where it is known. */
  public static Optional<LocalDate> suite(Suite suite) {
    return Optional.ofNullable(SUITES.get(suite));
  }

  /** A warning for each that nobody fixes any more; such a build is no error. */
  public static List<String> warnings(PythonVersion python, Suite suite, LocalDate today) {
    List<String> warnings = new ArrayList<>();
    LocalDate fixed = PYTHONS.getOrDefault(python.majorMinor(), LocalDate.MAX);
    if (today.isAfter(fixed)) {
      warnings.add(
          "CPython %s is past its end of life (%s): upstream fixes no security hole in it."
              .formatted(python.majorMinor(), fixed));
    }
    LocalDate supported = SUITES.getOrDefault(suite, LocalDate.MAX);
    if (today.isAfter(supported)) {
      warnings.add(
          "Debian %s is past its long-term support (%s): its libraries get no security updates."
              .formatted(suite.codename(), supported));
    }
    return warnings;
  }
}
