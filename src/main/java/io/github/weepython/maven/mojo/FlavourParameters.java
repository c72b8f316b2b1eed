package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code <flavour>} and {@code <flavours>}. */
final class FlavourParameters {
  private static final ListParameter NAMES = new ListParameter("flavour", "flavours");

  private FlavourParameters() {}

  /**
   * The flavours to build, in the user's order, each once; the plain one where none is named.
   *
   * @throws SpecException when both are given and differ, or there is no such flavour
   */
  static List<Flavour> flavours(
      @Nullable String one, @Nullable List<String> several, Properties given) {
    List<String> names = NAMES.values(one, several, given);
    return names.isEmpty()
        ? List.of(Flavour.WEE)
        : names.stream().map(Flavour::parse).distinct().toList();
  }
}
