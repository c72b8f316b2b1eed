package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code <flavour>} and {@code <flavours>}: two words for one list. */
final class FlavourParameters {
  private static final String ONE = "wee.flavour";
  private static final String SEVERAL = "wee.flavours";

  private FlavourParameters() {}

  /**
   * What the user wants, in that order, each once.
   *
   * @param one {@code <flavour>}: one, or several separated by commas
   * @param several {@code <flavours>}: elements, or separated by commas too
   * @param commandLine Maven's {@code -D}s, which win over what a pom's properties say
   * @throws SpecException when both are given and differ, or a name is none
   */
  static List<Flavour> flavours(
      @Nullable String one, @Nullable List<String> several, Properties commandLine) {
    List<String> first = split(Stream.ofNullable(one));
    List<String> second = split(several == null ? Stream.empty() : several.stream());
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      return parse(first.isEmpty() ? second : first);
    }
    if (given(commandLine, ONE, first) != given(commandLine, SEVERAL, second)) {
      return parse(given(commandLine, ONE, first) ? first : second);
    }
    throw new SpecException(
        "<flavour> (-D%s) says %s, but <flavours> (-D%s) %s. Set one of the two."
            .formatted(ONE, String.join(",", first), SEVERAL, String.join(",", second)));
  }

  private static boolean given(Properties commandLine, String name, List<String> value) {
    return split(Stream.ofNullable(commandLine.getProperty(name))).equals(value);
  }

  private static List<Flavour> parse(List<String> names) {
    return names.isEmpty()
        ? List.of(Flavour.WEE)
        : names.stream().map(Flavour::parse).distinct().toList();
  }

  private static List<String> split(Stream<String> lists) {
    return lists
        .flatMap(list -> ParameterParser.list(list).stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
