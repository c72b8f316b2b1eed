package io.github.weepython.maven.verify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that was tried in an image.
 *
 * @param group what it belongs to, such as {@code imports}
 * @param name what was tried, such as {@code json.tool}
 * @param seconds how long it took
 * @param message why it was skipped or failed
 */
public record Check(String group, String name, Outcome outcome, double seconds, String message) {
  private static final String LINE = "##wee check\t";

  /** As verify.py writes ends of lines and backslashes. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\[n\\\\]");

  /** What came of it. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  static Check failed(String group, String name, String message) {
    return new Check(group, name, Outcome.FAILED, 0, message);
  }

  static Check passed(String group, String name) {
    return new Check(group, name, Outcome.PASSED, 0, "");
  }

  /** That of a line which templates/verify/verify.py printed; other lines are none. */
  static Optional<Check> parse(String line) {
    if (!line.startsWith(LINE)) {
      return Optional.empty();
    }
    String[] parts = line.substring(LINE.length()).split("\t", 5);
    return Optional.of(
        new Check(
            parts[0],
            parts[1],
            Outcome.valueOf(parts[2].toUpperCase(Locale.ROOT)),
            Double.parseDouble(parts[3]),
            unescaped(parts[4])));
  }

  /** From the left: the n of {@code C:\\new} is no line's end. */
  private static String unescaped(String text) {
    return ESCAPE.matcher(text).replaceAll(match -> match.group().equals("\\n") ? "\n" : "\\\\");
  }

  /** The message's last line, which is an exception's own in Python. */
  public String reason() {
    return message.strip().replaceFirst("(?s).*\n", "");
  }

  /** For a log: the reason, after what a program of the image wrote. */
  public String told() {
    return group.equals(CommandVerifier.GROUP)
        ? "\n    " + message.strip().replaceAll("\n+", "\n    ")
        : reason();
  }

  boolean is(Outcome wanted) {
    return outcome == wanted;
  }
}
