package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.Locale;
import java.util.function.Predicate;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is written of signing and trusting and has no value: Maven makes nothing of {@code
 * <key>${unset}</key>}, which would be the same as no signature, and trust in anybody.
 *
 * @param configuration the goal's, as the pom has it, with the properties of the plugin's
 *     descriptor
 * @param filled gives a text with Maven's expressions filled in
 */
record EmptyElements(Xpp3Dom configuration, NamedValues.Filling filled) {
  /**
   * Looks at a parameter with elements, such as {@code trust}, and at those that stand over them,
   * such as {@code trustKey}, by {@code -Dwee.trust.key}.
   *
   * @param instead whether something else says what an element of that name would
   * @param remedy what can be done, for the message
   * @throws SpecException naming the first that has no value
   */
  void refuse(String parameter, Predicate<String> instead, String remedy) {
    for (Xpp3Dom each : configuration.getChildren()) {
      String name = each.getName();
      if (name.equals(parameter)) {
        elements(each, instead, remedy);
      } else if (name.startsWith(parameter)
          && Character.isUpperCase(name.charAt(parameter.length()))) {
        property(each, "wee." + parameter + "." + lowerFirst(name, parameter.length()), remedy);
      }
    }
  }

  private void elements(Xpp3Dom element, Predicate<String> instead, String remedy) {
    if (element.getChildCount() == 0 && isEmpty(element)) {
      throw new SpecException("<%s> is empty. %s".formatted(element.getName(), remedy));
    }
    for (Xpp3Dom child : element.getChildren()) {
      if (!instead.test(child.getName())) {
        within(child, "<%s>".formatted(element.getName()), remedy);
      }
    }
  }

  private void within(Xpp3Dom element, String parent, String remedy) {
    if (element.getChildCount() == 0 && isEmpty(element)) {
      String text = element.getValue() == null ? "" : element.getValue().strip();
      throw new SpecException(
          "<%s> of %s is empty%s. %s"
              .formatted(
                  element.getName(),
                  parent,
                  text.isEmpty() ? "" : ", since nothing sets " + text,
                  remedy));
    }
    for (Xpp3Dom child : element.getChildren()) {
      within(child, "<%s> of %s".formatted(element.getName(), parent), remedy);
    }
  }

  /** What is not given at all is the descriptor's expression, and nothing sets that. */
  private void property(Xpp3Dom element, String property, String remedy) {
    if (element.getChildCount() > 0) {
      return;
    }
    String value = value(element);
    boolean given = value != null || !("${" + property + "}").equals(element.getValue());
    if (given && (value == null || value.isBlank())) {
      throw new SpecException(
          "<%s> or -D%s is empty. %s".formatted(element.getName(), property, remedy));
    }
  }

  private boolean isEmpty(Xpp3Dom element) {
    String value = value(element);
    return value == null || value.isBlank();
  }

  private @Nullable String value(Xpp3Dom element) {
    return element.getValue() == null ? null : filled.fill(element.getValue());
  }

  private static String lowerFirst(String name, int from) {
    return name.substring(from, from + 1).toLowerCase(Locale.ROOT) + name.substring(from + 1);
  }
}
