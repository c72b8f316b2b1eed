package io.github.weepython.maven.debian.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package that a relationship field names, such as {@code libc6 (>= 2.38)} (Debian Policy, 7.1).
 *
 * @param name the package's, or a virtual one's
 * @param architecture the qualifier after the colon, such as {@code any}; empty when there is none
 * @param operator one of {@code << <= = >= >>}; empty when any version will do
 * @param version what to compare with, when there is an operator
 */
public record Relation(
    String name, String architecture, String operator, Optional<DebianVersion> version) {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9+._-]*)(?::([a-z0-9-]+))?\\s*"
              + "(?:\\(\\s*(<<|<=|=|>=|>>|<|>)\\s*([^\\s)]+)\\s*\\))?");

  /**
   * Reads one.
   *
   * @throws DebianException when it is malformed
   */
  public static Relation parse(String text) {
    Matcher m = FORM.matcher(text.trim());
    if (!m.matches()) {
      throw new DebianException(
          "'" + text.trim() + "' names no package; expected 'name' or 'name (>= version)'.");
    }
    String operator = m.group(3) == null ? "" : m.group(3);
    return new Relation(
        m.group(1),
        m.group(2) == null ? "" : m.group(2),
        // Obsolete forms, which never meant "strictly" (Debian Policy, 7.1).
        operator.equals("<") || operator.equals(">") ? operator + "=" : operator,
        Optional.ofNullable(m.group(4)).map(DebianVersion::parse));
  }

  /** Whether that version will do. */
  public boolean allows(DebianVersion candidate) {
    if (version.isEmpty()) {
      return true;
    }
    int order = candidate.compareTo(version.get());
    return switch (operator) {
      case "<<" -> order < 0;
      case "<=" -> order <= 0;
      case "=" -> order == 0;
      case ">=" -> order >= 0;
      default -> order > 0;
    };
  }

  /** A provided name without a version meets no versioned relation. */
  boolean isMetBy(Relation provided) {
    return provided.name.equals(name)
        && (version.isEmpty() || provided.version.filter(this::allows).isPresent());
  }

  boolean fits(String candidate) {
    return architecture.isEmpty()
        || architecture.equals("any")
        || architecture.equals("native")
        || architecture.equals(candidate)
        || candidate.equals("all");
  }

  @Override
  public String toString() {
    return name
        + (architecture.isEmpty() ? "" : ":" + architecture)
        + version.map(v -> " (" + operator + " " + v + ")").orElse("");
  }
}
