package io.github.weepython.maven.spec;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Shared libraries that an image may lack, since what needs them does without.
 *
 * @param patterns names of libraries such as {@code libcuda.so.1}, or, with a leading slash, files
 *     that may lack any; {@code *} stands for any part of a name, {@code **} also for folders
 */
public record OptionalLibraries(Set<String> patterns) {
  /** Everything that is needed has to be there. */
  public static final OptionalLibraries NONE = new OptionalLibraries(Set.of());

  /**
   * Checks the patterns.
   *
   * @throws SpecException when one is empty, or neither a name nor an absolute path
   */
  public OptionalLibraries {
    patterns = Collections.unmodifiableSet(new TreeSet<>(patterns));
    for (String pattern : patterns) {
      if (pattern.isBlank()
          || (!pattern.startsWith("/") && pattern.contains("/"))
          || pattern.matches("/?\\**")) {
        throw new SpecException(
            ("<optionalLibraries> has '%s'. Expected the name of a library such as libcuda.so.1, or"
                    + " the absolute path of the file that needs it, for example"
                    + " /usr/local/lib/python3.13/site-packages/torch/**.")
                .formatted(pattern));
      }
    }
  }

  /** Of a list as it stands in a pom. */
  public static OptionalLibraries of(List<String> patterns) {
    return new OptionalLibraries(new TreeSet<>(patterns.stream().map(String::strip).toList()));
  }

  /**
   * Whether a library may be missing.
   *
   * @param file the absolute path of what needs it
   * @param library its name
   */
  public boolean excuse(String file, String library) {
    return patterns.stream()
        .anyMatch(each -> regex(each).matcher(each.startsWith("/") ? file : library).matches());
  }

  private static Pattern regex(String pattern) {
    String quoted =
        Pattern.quote(pattern)
            .replace("**", "\\E.\0\\Q")
            .replace("*", "\\E[^/]*\\Q")
            .replace('\0', '*')
            .replace("?", "\\E[^/]\\Q");
    return Pattern.compile(quoted);
  }
}
