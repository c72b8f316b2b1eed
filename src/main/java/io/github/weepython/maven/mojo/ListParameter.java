package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two parameters for one list, such as {@code <flavour>} and {@code <flavours>}: one or several
 * separated by commas, and elements.
 *
 * @param one the first one's name
 * @param several the second one's name
 */
record ListParameter(String one, String several) {
  /**
   * What the user says, in that order, each once; empty where neither says anything.
   *
   * @param first the first one's value
   * @param second the second one's value
   * @param given what is set outside of the pom, which wins over what a pom's properties say
   * @throws SpecException when both are given and differ
   */
  List<String> values(@Nullable String first, @Nullable List<String> second, Properties given) {
    List<String> single = split(Stream.ofNullable(first));
    List<String> list = split(ParameterParser.elements(several, second).stream());
    if (single.isEmpty() || list.isEmpty() || single.equals(list)) {
      return single.isEmpty() ? list : single;
    }
    boolean singleGiven = isGiven(given, one, single);
    if (singleGiven != isGiven(given, several, list)) {
      return singleGiven ? single : list;
    }
    throw new SpecException(
        "<%s> (-Dwee.%s) says %s, but <%s> (-Dwee.%s) %s. Set one of the two."
            .formatted(
                one, one, String.join(",", single), several, several, String.join(",", list)));
  }

  private static boolean isGiven(Properties given, String name, List<String> value) {
    return split(Stream.ofNullable(given.getProperty("wee." + name))).equals(value);
  }

  private static List<String> split(Stream<String> lists) {
    return lists
        .flatMap(list -> ParameterParser.list(list).stream())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
