package io.github.weepython.maven.audit;

import io.github.weepython.maven.spec.SpecException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How urgent Debian finds a vulnerability, least first. */
public enum Severity {
  /** Of no consequence, such as a crash of a tool on its user's own file. */
  UNIMPORTANT,
  LOW,
  /** Nobody has said yet. */
  UNASSIGNED,
  MEDIUM,
  HIGH;

  /** What the tracker calls urgency; stars mark what was guessed. */
  static Severity ofUrgency(String urgency) {
    return switch (urgency.replace("*", "").strip()) {
      case "unimportant" -> UNIMPORTANT;
      case "low" -> LOW;
      case "medium" -> MEDIUM;
      case "high" -> HIGH;
      default -> UNASSIGNED;
    };
  }

  /**
   * The most severe that may be open.
   *
   * @return empty for {@code none}
   * @throws SpecException for other words
   */
  public static Optional<Severity> budget(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(values())
            .filter(each -> each.text().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new SpecException(
                        "<maxSeverity> or -Dwee.maxSeverity is '%s'; expected none, %s: the most severe that may be open."
                            .formatted(
                                text,
                                Arrays.stream(values())
                                    .map(Severity::text)
                                    .collect(Collectors.joining(", "))))));
  }

  /** For people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
