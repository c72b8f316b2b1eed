package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <healthcheck>}. */
public final class HealthcheckElement {
  private static final String EXAMPLE =
      "Write <test><arg>python3</arg><arg>/app/check.py</arg></test>.";

  /** The words of a command, or a text for the shell. */
  private @Nullable PlexusConfiguration test;

  /** Between two checks. */
  private @Nullable String interval;

  /** After which a check has failed. */
  private @Nullable String timeout;

  /** In which failures don't count. */
  private @Nullable String startPeriod;

  /** Between two checks within that. */
  private @Nullable String startInterval;

  /** How many checks in a row must fail. */
  private @Nullable String retries;

  /** What stands in {@code <healthcheck>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <healthcheck>text</healthcheck>} is set. */
  public void set(String text) {
    this.text = text;
  }

  /**
   * @param filled gives a text with Maven's expressions filled in
   * @throws SpecException when it lacks the test, or says what can't be
   */
  Healthcheck healthcheck(NamedValues.Filling filled) {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<healthcheck> is '%s'; it has elements instead: <test>, <interval>, <timeout>, <startPeriod>, <startInterval> and <retries>. %s"
              .formatted(text.strip(), EXAMPLE));
    }
    if (test == null) {
      throw new SpecException("<healthcheck> has no <test>. " + EXAMPLE);
    }
    return new Healthcheck(
        test(test, filled),
        nanos("interval", interval),
        nanos("timeout", timeout),
        nanos("startPeriod", startPeriod),
        nanos("startInterval", startInterval),
        count());
  }

  private static List<String> test(PlexusConfiguration test, NamedValues.Filling filled) {
    if (test.getChildCount() == 0) {
      return Healthcheck.shell(filled(test, filled));
    }
    List<String> words = new ArrayList<>();
    for (PlexusConfiguration word : test.getChildren()) {
      words.add(filled(word, filled));
    }
    return Healthcheck.words(words);
  }

  private static String filled(PlexusConfiguration element, NamedValues.Filling filled) {
    String text = element.getValue("");
    String value = text.isBlank() ? text : filled.fill(text.strip());
    if (value == null || value.isBlank()) {
      throw new SpecException(
          "<%s> of <healthcheck> is empty. %s".formatted(element.getName(), EXAMPLE));
    }
    return value.strip();
  }

  private static OptionalLong nanos(String name, @Nullable String text) {
    return text == null
        ? OptionalLong.empty()
        : OptionalLong.of(Healthcheck.nanos("<" + name + "> of <healthcheck>", text.strip()));
  }

  private OptionalInt count() {
    if (retries == null) {
      return OptionalInt.empty();
    }
    if (!retries.strip().matches("[1-9]\\d{0,5}")) {
      throw new SpecException(
          "<retries> of <healthcheck> is '%s': expected a count such as 3.".formatted(retries));
    }
    return OptionalInt.of(Integer.parseInt(retries.strip()));
  }
}
