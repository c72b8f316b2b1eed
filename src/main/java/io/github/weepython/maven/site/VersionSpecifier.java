package io.github.weepython.maven.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions will do, for example {@code >=3.9,!=3.9.1} (PEP 440, "Version specifiers").
 *
 * @param clauses all of which must hold
 */
record VersionSpecifier(List<Clause> clauses) {
  private static final Pattern CLAUSE =
      Pattern.compile("(===|~=|==|!=|<=|>=|<|>)\\s*([^\\s,]+?)(\\.\\*)?");

  /**
   * One comparison.
   *
   * @param version what is compared with; of {@code ===} only its text counts
   * @param prefix whether {@code .*} follows it
   */
  record Clause(String operator, PackageVersion version, boolean prefix) {
    boolean admits(PackageVersion candidate) {
      return switch (operator) {
        case "===" -> candidate.text().equalsIgnoreCase(version.text());
        case "==" -> equal(candidate);
        case "!=" -> !equal(candidate);
        case "~=" ->
            candidate.withoutLocal().compareTo(version) >= 0 && candidate.startsWith(series());
        case "<=" -> candidate.withoutLocal().compareTo(version) <= 0;
        case ">=" -> candidate.withoutLocal().compareTo(version) >= 0;
        case "<" ->
            candidate.compareTo(version) < 0
                && (version.isPreRelease()
                    || !candidate.isPreRelease()
                    || candidate.compareTo(version.firstDevelopmentRelease()) < 0);
        default -> // ">"
            candidate.withoutLocal().compareTo(version) > 0
                && (version.post().isPresent()
                    || candidate.post().isEmpty()
                    || !candidate.withoutPost().equals(version));
      };
    }

    private boolean equal(PackageVersion candidate) {
      if (prefix) {
        return candidate.startsWith(version);
      }
      return (version.local().isEmpty() ? candidate.withoutLocal() : candidate).equals(version);
    }

    /** Of {@code ~=1.4.2} it is 1.4. */
    private PackageVersion series() {
      return new PackageVersion(
          version.text(),
          version.epoch(),
          version.release().subList(0, version.release().size() - 1),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "");
    }
  }

  VersionSpecifier {
    clauses = List.copyOf(clauses);
  }

  /** Reads clauses separated by commas; none where one of them is not a comparison. */
  static Optional<VersionSpecifier> parse(String text) {
    List<Clause> clauses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      Optional<Clause> clause = clause(part.strip());
      if (clause.isEmpty()) {
        return Optional.empty();
      }
      clauses.add(clause.get());
    }
    return Optional.of(new VersionSpecifier(clauses));
  }

  private static Optional<Clause> clause(String text) {
    Matcher m = CLAUSE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    String operator = m.group(1);
    boolean prefix = m.group(3) != null;
    Optional<PackageVersion> version = PackageVersion.parse(m.group(2));
    return version
        .filter(v -> allowed(operator, v, prefix))
        .map(v -> new Clause(operator, v, prefix));
  }

  /** PEP 440: only equality knows prefixes, which end with the release, and local versions. */
  private static boolean allowed(String operator, PackageVersion version, boolean prefix) {
    boolean equality = operator.equals("==") || operator.equals("!=");
    boolean release =
        !version.isPreRelease() && version.post().isEmpty() && version.local().isEmpty();
    return (!prefix || (equality && release))
        && (equality || operator.equals("===") || version.local().isEmpty())
        && (!operator.equals("~=") || version.release().size() > 1);
  }

  /** Whether every clause admits the version; a pre-release counts as any other version. */
  boolean admits(PackageVersion version) {
    return clauses.stream().allMatch(clause -> clause.admits(version));
  }
}
