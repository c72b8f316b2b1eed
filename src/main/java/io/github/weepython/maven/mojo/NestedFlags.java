package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.Locale;
import java.util.Set;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Refuses words within a parameter that are neither yes nor no, which Maven takes for no. */
record NestedFlags(NamedValues.Filling filled) {
  private static final Set<String> WORDS = Set.of("true", "false");

  /**
   * @param place what the element is within, for the message: {@code <allKeys> of <trust>}
   * @throws SpecException naming the element
   */
  void check(Xpp3Dom parent, ElementType type, String place) {
    for (Xpp3Dom child : parent.getChildren()) {
      String name = "<%s> of %s".formatted(child.getName(), place);
      type.child(child.getName())
          .ifPresent(
              of -> {
                if (of.isFlag()) {
                  flag(child, name);
                } else {
                  check(child, of, name);
                }
              });
    }
  }

  private void flag(Xpp3Dom element, String name) {
    String value = element.getValue() == null ? null : filled.fill(element.getValue());
    if (value != null && !WORDS.contains(value.strip().toLowerCase(Locale.ROOT))) {
      throw new SpecException(
          "%s is '%s'; it must be true or false.".formatted(name, value.strip()));
    }
  }
}
