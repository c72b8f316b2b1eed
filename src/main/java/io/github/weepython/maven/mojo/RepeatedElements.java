package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.HashSet;
import java.util.Set;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Refuses an element that stands twice where one is meant: Maven would take one of the two without
 * a word.
 */
final class RepeatedElements {
  private RepeatedElements() {}

  /**
   * @param configuration of the plugin in a pom
   * @param lists names of the parameters whose elements may have one name
   * @throws SpecException naming the element
   */
  static void check(Xpp3Dom configuration, Set<String> lists) {
    refuse(configuration, "the plugin's <configuration>");
    for (Xpp3Dom parameter : configuration.getChildren()) {
      if (lists.contains(parameter.getName())) {
        for (Xpp3Dom element : parameter.getChildren()) {
          refuse(element, "a <%s> of <%s>".formatted(element.getName(), parameter.getName()));
        }
      } else {
        refuse(parameter, "<%s>".formatted(parameter.getName()));
      }
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
