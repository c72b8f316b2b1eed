package io.github.weepython.maven.spec;

import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code wee:verify} expects of an image's program.
 *
 * @param command instead of the image's own; empty for that
 * @param ports all of which it listens on; empty where it is to end by itself
 * @param exitStatus with which it ends; empty where it is to listen
 * @param seconds how long that may take
 */
public record CommandCheck(
    List<String> command, List<Integer> ports, OptionalInt exitStatus, double seconds) {
  public CommandCheck {
    command = List.copyOf(command);
    ports = List.copyOf(ports);
    if (ports.isEmpty() == exitStatus.isEmpty()) {
      throw new SpecException(
          ports.isEmpty()
              ? "<verify> expects nothing of the program. Write <port>8080</port>, on which it"
                  + " listens, or <exitStatus>0</exitStatus>, with which it ends."
              : "<verify> has both <port> and <exitStatus>. A program that listens is ended by wee:"
                  + " keep one of the two.");
    }
  }

  /** One port, such as {@code 8080}. */
  public static int port(String text) {
    return number("port", text, 1, 65_535);
  }

  /** An exit status, such as {@code 0}. */
  public static int status(String text) {
    return number("exitStatus", text, 0, 255);
  }

  private static int number(String element, String text, int least, int most) {
    if (text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new SpecException(
        "<%s> of <verify> is '%s': expected a number from %d to %d."
            .formatted(element, text, least, most));
  }
}
