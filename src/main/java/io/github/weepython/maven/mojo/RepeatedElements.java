package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.HashSet;
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
   * @param types of the parameters by their names
   * @throws SpecException naming the element
   */
  static void check(Xpp3Dom configuration, Function<String, Optional<ElementType>> types) {
    refuse(configuration, "the plugin's <configuration>");
    for (Xpp3Dom parameter : configuration.getChildren()) {
      if (parameter.getChildCount() > 0) {
        String place = "<%s>".formatted(parameter.getName());
        types.apply(parameter.getName()).ifPresent(type -> within(parameter, type, place));
      }
    }
  }

  private static void within(Xpp3Dom element, ElementType type, String place) {
    if (!type.isList()) {
      refuse(element, place);
    }
    String article = type.isList() ? "a " : "";
    for (Xpp3Dom child : element.getChildren()) {
      String name = "%s<%s> of %s".formatted(article, child.getName(), place);
      type.child(child.getName()).ifPresent(of -> within(child, of, name));
    }
  }

  private static void refuse(Xpp3Dom parent, String place) {
    Set<String> names = new HashSet<>();
    for (Xpp3Dom child : parent.getChildren()) {
      if (!names.add(child.getName())) {
        throw new SpecException(
            "<%s> appears twice in %s. Keep one of the two.".formatted(child.getName(), place));
      }
    }
  }
}
