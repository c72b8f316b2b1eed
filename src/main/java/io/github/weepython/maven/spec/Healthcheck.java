package io.github.weepython.maven.spec;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a daemon finds out whether a container is well: Docker's HEALTHCHECK. What is empty is left
 * to the daemon, which has defaults (Dockerfile reference, HEALTHCHECK).
 *
 * @param test {@code CMD} and a command, {@code CMD-SHELL} and one text for the image's shell, or
 *     {@code NONE}
 * @param interval nanoseconds between two checks
 * @param timeout nanoseconds after which a check has failed
 * @param startPeriod nanoseconds in which failures don't count
 * @param startInterval nanoseconds between two checks within the start period
 * @param retries how many checks in a row must fail
 */
public record Healthcheck(
    List<String> test,
    OptionalLong interval,
    OptionalLong timeout,
    OptionalLong startPeriod,
    OptionalLong startInterval,
    OptionalInt retries) {
  private static final String SHELL = "CMD-SHELL";
  private static final String NONE = "NONE";
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s)");

  public Healthcheck {
    test = List.copyOf(test);
    if (test.isEmpty() || test.equals(List.of("CMD"))) {
      throw new SpecException(
          "<test> of <healthcheck> has no command. Write"
              + " <test><arg>python3</arg><arg>/app/check.py</arg></test>.");
    }
    if (test.get(0).equals(SHELL) && test.size() != 2) {
      throw new SpecException(
          "<test> of <healthcheck> has %d words after CMD-SHELL; it takes one, the shell's command line."
              .formatted(test.size() - 1));
    }
    boolean times =
        interval.isPresent()
            || timeout.isPresent()
            || startPeriod.isPresent()
            || startInterval.isPresent()
            || retries.isPresent();
    if (test.get(0).equals(NONE) && (test.size() > 1 || times)) {
      throw new SpecException(
          "<test> of <healthcheck> is NONE, which switches checks off and takes nothing else.");
    }
  }

  /** The test by its words: the command itself, unless Docker's own first word is there. */
  public static List<String> words(List<String> words) {
    boolean own = !words.isEmpty() && words.get(0).matches("CMD|CMD-SHELL|NONE");
    return own || words.isEmpty() ? words : concat("CMD", words);
  }

  /** The test by a command line for the image's shell. */
  public static List<String> shell(String line) {
    return line.equals(NONE) ? List.of(NONE) : List.of(SHELL, line);
  }

  private static List<String> concat(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  /** Whether it needs a shell in the image. */
  public boolean needsShell() {
    return test.get(0).equals(SHELL);
  }

  /**
   * A duration in nanoseconds, such as {@code 30s}, {@code 1m30s} or {@code 500ms}.
   *
   * @param element what says so, for the message
   * @throws SpecException for anything else, and for less than Docker's one millisecond
   */
  public static long nanos(String element, String text) {
    Matcher part = PART.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    if (end == 0 || end != text.length() || seconds < 0.001 || seconds > 1e9) {
      throw new SpecException(
          "%s is '%s': expected a duration of at least 1ms, such as 30s, 1m30s or 500ms."
              .formatted(element, text));
    }
    return Math.round(seconds * 1e9);
  }

  private static double unit(String name) {
    return switch (name) {
      case "h" -> 3600;
      case "m" -> 60;
      case "s" -> 1;
      default -> 0.001;
    };
  }
}
