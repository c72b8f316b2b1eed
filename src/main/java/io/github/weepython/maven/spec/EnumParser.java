package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks words of the pom up among those that there are. */
final class EnumParser {
  private EnumParser() {}

  /**
   * The choice of that name.
   *
   * @param message has a place for what was written and one for the names that there are
   * @throws SpecException with that message when there is none
   */
  static <T> T of(T[] all, Function<T, String> name, String text, String message) {
    return Arrays.stream(all)
        .filter(each -> name.apply(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    message.formatted(
                        text, Arrays.stream(all).map(name).collect(Collectors.joining(", ")))));
  }
}
