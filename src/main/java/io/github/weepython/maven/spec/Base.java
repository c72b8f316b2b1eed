package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What lies under the interpreter. */
public enum Base {
  /** Shared libraries and data only: no shell, no package tools. */
  DISTROLESS,
  /** Debian's Essential set with bash, apt and dpkg. */
  DEBIAN;

  /**
   * The base of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Base parse(String text) {
    return Arrays.stream(values())
        .filter(b -> b.id().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "There is no base '"
                        + text
                        + "'. Set <base> or -Dwee.base to one of: "
                        + Arrays.stream(values()).map(Base::id).collect(Collectors.joining(", "))
                        + "."));
  }

  /** The name in the pom. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
