package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.SpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <verify>}. */
public final class VerifyElement {
  private static final double SECONDS = 60;
  private static final double NANOS = 1e9;

  /** Words instead of the image's entrypoint and command. */
  private @Nullable PlexusConfiguration command;

  /** On which the program listens; several are separated by commas. */
  private @Nullable String port;

  /** With which the program ends. */
  private @Nullable String exitStatus;

  /** How long that may take. */
  private @Nullable String timeout;

  /** What stands in {@code <verify>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <verify>text</verify>} is set. */
  public void set(String text) {
    this.text = text;
  }

  /**
   * @param filled gives a text with Maven's expressions filled in
   * @throws SpecException when it says nothing, or what can't be
   */
  CommandCheck check(NamedValues.Filling filled) {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<verify> is '%s'; it has elements instead: <command>, <port>, <exitStatus> and <timeout>."
              .formatted(text.strip()));
    }
    List<Integer> ports =
        port == null
            ? List.of()
            : Arrays.stream(port.split(",", -1))
                .map(String::strip)
                .map(CommandCheck::port)
                .toList();
    OptionalInt expected =
        exitStatus == null
            // A command alone is a test: it is to succeed.
            ? command != null && ports.isEmpty() ? OptionalInt.of(0) : OptionalInt.empty()
            : OptionalInt.of(CommandCheck.status(exitStatus.strip()));
    return new CommandCheck(words(filled), ports, expected, seconds());
  }

  private double seconds() {
    return timeout == null
        ? SECONDS
        : Healthcheck.nanos("<timeout> of <verify>", timeout.strip()) / NANOS;
  }

  private List<String> words(NamedValues.Filling filled) {
    List<String> words = new ArrayList<>();
    if (command != null) {
      if (command.getChildCount() == 0) {
        throw new SpecException(
            "<command> of <verify> has no words. Write"
                + " <command><arg>python3</arg><arg>-m</arg><arg>app</arg></command>, or leave it"
                + " out for the image's own.");
      }
      for (PlexusConfiguration word : command.getChildren()) {
        String value = word.getValue("").isBlank() ? null : filled.fill(word.getValue("").strip());
        if (value == null || value.isBlank()) {
          throw new SpecException(
              "<%s> in the <command> of <verify> is empty. Write a word, or remove it."
                  .formatted(word.getName()));
        }
        words.add(value);
      }
    }
    return words;
  }
}
