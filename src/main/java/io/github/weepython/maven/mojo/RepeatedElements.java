package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Refuses an element that appears twice where one is meant, at whatever depth: Maven would take one
 * of the two without a word.
 */
final class RepeatedElements {
  private RepeatedElements() {}

  /**
   * @param configuration of the plugin in a pom
   * @param types of the parameters by their names; where goals have one of several types, what any
   *     of them takes may be meant
   * @throws SpecException naming the element
   */
  static void check(Xpp3Dom configuration, Function<String, Collection<ElementType>> types) {
    refuse(twice(configuration, "the plugin's <configuration>"));
    for (Xpp3Dom parameter : configuration.getChildren()) {
      String place = "<%s>".formatted(parameter.getName());
      List<Optional<String>> found =
          types.apply(parameter.getName()).stream()
              .map(type -> within(parameter, type, place))
              .toList();
      if (!found.isEmpty() && found.stream().allMatch(Optional::isPresent)) {
        refuse(found.get(0));
      }
    }
  }

  private static Optional<String> within(Xpp3Dom element, ElementType type, String place) {
    Optional<String> found = type.isList() ? Optional.empty() : twice(element, place);
    String article = type.isList() ? "a " : "";
    for (Xpp3Dom child : element.getChildren()) {
      String name = "%s<%s> of %s".formatted(article, child.getName(), place);
      found = found.or(() -> type.child(child.getName()).flatMap(of -> within(child, of, name)));
    }
    return found;
  }

  /** What is wrong with the children, if anything. */
  private static Optional<String> twice(Xpp3Dom parent, String place) {
    Set<String> names = new HashSet<>();
    return Arrays.stream(parent.getChildren())
        .map(Xpp3Dom::getName)
        .filter(name -> !names.add(name))
        .map(name -> "<%s> appears twice in %s. Keep one of the two.".formatted(name, place))
        .findFirst();
  }

  private static void refuse(Optional<String> wrong) {
    if (wrong.isPresent()) {
      throw new SpecException(wrong.get());
    }
  }
}
