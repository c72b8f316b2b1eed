package io.github.weepython.maven.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An environment marker (PEP 508, "Environment Markers"), with the sets {@code extras} and {@code
 * dependency_groups} of PEP 751.
 */
final class Marker {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\()|(\\))|(===|~=|==|!=|<=|>=|<|>)|'([^']*)'|\"([^\"]*)\"|([A-Za-z_][A-Za-z0-9_.]*))");

  /** Reading is recursive; nobody writes so many by hand. */
  private static final int DEEPEST = 100;

  /** Other names for variables, which PEP 508 keeps for old metadata. */
  private static final Map<String, String> OLD_NAMES =
      Map.of(
          "os.name", "os_name",
          "sys.platform", "sys_platform",
          "platform.version", "platform_version",
          "platform.machine", "platform_machine",
          "platform.python_implementation", "platform_python_implementation",
          "python_implementation", "platform_python_implementation");

  /**
   * What variables stand for.
   *
   * @param texts by their names
   * @param sets the names in {@code extras} and {@code dependency_groups}, normalized
   */
  record Environment(Map<String, String> texts, Map<String, Set<String>> sets) {
    Environment {
      texts = Map.copyOf(texts);
      sets = Map.copyOf(sets);
    }

    /** That in which a wheel's requirements count when nobody asks for extras (core metadata). */
    static Environment ofRequirements(WheelTarget target) {
      Environment plain = of(target, Set.of(), Set.of());
      Map<String, String> texts = new HashMap<>(plain.texts);
      texts.put("extra", "");
      return new Environment(texts, plain.sets);
    }

    /**
     * That of an image's interpreter.
     *
     * @param extras that the user asks for
     * @param groups dependency groups that the user asks for
     */
    static Environment of(WheelTarget target, Set<String> extras, Set<String> groups) {
      String full = target.python().toString();
      return new Environment(
          Map.ofEntries(
              Map.entry("os_name", "posix"),
              Map.entry("sys_platform", target.python().major() == 2 ? "linux2" : "linux"),
              Map.entry("platform_machine", target.machine()),
              Map.entry("platform_python_implementation", "CPython"),
              Map.entry("platform_release", ""),
              Map.entry("platform_system", "Linux"),
              Map.entry("platform_version", ""),
              Map.entry("python_version", target.python().majorMinor()),
              Map.entry("python_full_version", full),
              Map.entry("implementation_name", "cpython"),
              Map.entry("implementation_version", full)),
          Map.of("extras", extras, "dependency_groups", groups));
    }
  }

  /** Either side of a comparison: a quoted text, or a variable's name. */
  private record Operand(String text, boolean variable) {}

  private final String source;
  private final List<String[]> tokens = new ArrayList<>();
  private int at;
  private int depth;
  private Environment environment = new Environment(Map.of(), Map.of());

  private Marker(String source) {
    this.source = source;
  }

  /**
   * As {@link #holds(String, Environment)}.
   *
   * @param place where the marker stands, for the message
   */
  static boolean holds(String place, String source, Environment environment) {
    try {
      return holds(source, environment);
    } catch (SiteException e) {
      throw new SiteException("%s: %s".formatted(place, e.getMessage()), e);
    }
  }

  /**
   * Whether a marker holds.
   *
   * @throws SiteException when it is not a marker, or names a variable that there is not
   */
  static boolean holds(String source, Environment environment) {
    Marker marker = new Marker(source);
    marker.environment = environment;
    marker.scan();
    boolean result = marker.or();
    if (marker.at != marker.tokens.size()) {
      throw marker.wrong("unexpected '" + marker.tokens.get(marker.at)[1] + "'");
    }
    return result;
  }

  private void scan() {
    Matcher m = TOKEN.matcher(source);
    int end = 0;
    int length = source.stripTrailing().length();
    while (end < length) {
      if (!m.find(end) || m.start() != end) {
        throw wrong("unexpected '" + source.substring(end).strip() + "'");
      }
      end = m.end();
      tokens.add(token(m));
    }
  }

  private static String[] token(Matcher m) {
    if (m.group(4) != null || m.group(5) != null) {
      return new String[] {"text", m.group(4) != null ? m.group(4) : m.group(5)};
    }
    if (m.group(3) != null) {
      return new String[] {"operator", m.group(3)};
    }
    return m.group(6) != null
        ? new String[] {"name", m.group(6)}
        : new String[] {"bracket", m.group().strip()};
  }

  private boolean or() {
    boolean result = and();
    while (take("name", "or")) {
      boolean right = and();
      result = result || right;
    }
    return result;
  }

  private boolean and() {
    boolean result = term();
    while (take("name", "and")) {
      boolean right = term();
      result = result && right;
    }
    return result;
  }

  private boolean term() {
    if (take("bracket", "(")) {
      if (++depth > DEEPEST) {
        throw wrong("it has more than %d brackets in each other".formatted(DEEPEST));
      }
      boolean inner = or();
      depth--;
      if (!take("bracket", ")")) {
        throw wrong("a closing bracket is missing");
      }
      return inner;
    }
    Operand left = operand();
    String operator = operator();
    return compare(left, operator, operand());
  }

  private boolean take(String kind, String text) {
    boolean there =
        at < tokens.size() && tokens.get(at)[0].equals(kind) && tokens.get(at)[1].equals(text);
    if (there) {
      at++;
    }
    return there;
  }

  private Operand operand() {
    if (at == tokens.size() || !tokens.get(at)[0].matches("text|name")) {
      throw wrong("a variable or a quoted text is missing");
    }
    String[] token = tokens.get(at++);
    return new Operand(token[1], token[0].equals("name"));
  }

  private String operator() {
    if (take("name", "in")) {
      return "in";
    }
    if (take("name", "not") && take("name", "in")) {
      return "not in";
    }
    if (at < tokens.size() && tokens.get(at)[0].equals("operator")) {
      return tokens.get(at++)[1];
    }
    throw wrong("a comparison is missing");
  }

  private boolean compare(Operand left, String operator, Operand right) {
    if (right.variable() && environment.sets().containsKey(right.text())) {
      boolean member = environment.sets().get(right.text()).contains(normalized(left.text()));
      return switch (operator) {
        case "in" -> member;
        case "not in" -> !member;
        default -> throw wrong("'" + right.text() + "' is a set: only in and not in apply to it");
      };
    }
    return compare(value(left), operator, value(right));
  }

  private static String normalized(String name) {
    return Wheel.normalized(name);
  }

  private String value(Operand operand) {
    if (!operand.variable()) {
      return operand.text();
    }
    String name = OLD_NAMES.getOrDefault(operand.text(), operand.text());
    String value = environment.texts().get(name);
    if (value == null) {
      throw wrong("there is no variable '" + operand.text() + "'");
    }
    return value;
  }

  /** As versions where both sides are, else as texts. */
  private boolean compare(String left, String operator, String right) {
    if (operator.equals("in")) {
      return right.contains(left);
    }
    if (operator.equals("not in")) {
      return !right.contains(left);
    }
    Optional<VersionSpecifier> specifier = VersionSpecifier.parse(operator + right);
    Optional<PackageVersion> version = PackageVersion.parse(left);
    if (specifier.isPresent() && version.isPresent()) {
      return specifier.get().admits(version.get());
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case "==", "===" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw wrong("'" + operator + "' compares versions only");
    };
  }

  private SiteException wrong(String what) {
    return new SiteException("The marker \"%s\" can't be evaluated: %s.".formatted(source, what));
  }
}
