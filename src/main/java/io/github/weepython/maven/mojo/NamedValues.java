package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.Map;
import java.util.TreeMap;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Names with values, such as {@code <labels>}: elements of those names; or, for names that can't be
 * elements, {@code <label>} elements with {@code <name>} and {@code <value>}; or a property, {@code
 * name=value,name=value}, whose values win.
 *
 * @param parameter what messages call it, such as {@code <env> of <run>}
 * @param property whose values win, such as {@code wee.run.env}
 * @param element what one of the list form is called, such as {@code variable}
 */
record NamedValues(String parameter, String property, String element) {
  /** A comma that a backslash does not make part of a value. */
  private static final String COMMA = "(?<!\\\\),";

  /**
   * Those of a parameter of the goal.
   *
   * @param name the parameter's, and with "wee." the property's
   */
  static NamedValues of(String name, String element) {
    return new NamedValues("<" + name + ">", "wee." + name, element);
  }

  /**
   * All of them.
   *
   * @param written as in the pom; without children where only a property says anything
   * @param told what the property says; empty for nothing
   * @param filled gives a text with Maven's expressions filled in, null where nothing sets them
   * @throws SpecException when there is a name without a value, a value without a name, or a name
   *     twice
   */
  Map<String, String> values(@Nullable PlexusConfiguration written, String told, Filling filled) {
    Map<String, String> all = new TreeMap<>();
    if (written != null) {
      refuseText(written, filled);
      for (PlexusConfiguration child : written.getChildren()) {
        boolean pair = child.getName().equals(element) && child.getChildCount() > 0;
        String name = pair ? name(child, filled) : child.getName();
        String value =
            pair ? value(name, child(child, "value"), filled) : value(name, child, filled);
        add(all, name, value);
      }
    }
    all.putAll(ofProperty(told));
    return all;
  }

  /** Without elements there is the descriptor's expression, whose value is the property's. */
  private void refuseText(PlexusConfiguration written, Filling filled) {
    String text = written.getValue("");
    if (written.getChildCount() == 0 && !text.equals("${" + property + "}")) {
      String value = text.isBlank() ? text : filled.fill(text);
      if (value != null && !value.isBlank()) {
        throw refused("has the text '%s' instead of elements".formatted(value.strip()));
      }
    }
  }

  /** Fills Maven's expressions in. */
  @FunctionalInterface
  interface Filling {
    @Nullable String fill(String text);
  }

  private String name(PlexusConfiguration pair, Filling filled) {
    for (PlexusConfiguration child : pair.getChildren()) {
      if (!child.getName().equals("name") && !child.getName().equals("value")) {
        throw refused("has <%s> in a <%s>".formatted(child.getName(), element));
      }
    }
    String text = pair.getChild("name", false) == null ? "" : child(pair, "name").getValue("");
    String name = text.isBlank() ? text : filled.fill(text.strip());
    if (name == null || name.isBlank()) {
      throw refused("has a <%s> without a <name>".formatted(element));
    }
    return name.strip();
  }

  private PlexusConfiguration child(PlexusConfiguration pair, String name) {
    PlexusConfiguration child = pair.getChild(name, false);
    if (child == null) {
      throw refused("has a <%s> without a <%s>".formatted(element, name));
    }
    return child;
  }

  private String value(String name, PlexusConfiguration written, Filling filled) {
    if (written.getChildCount() > 0) {
      throw refused("has elements within '%s'".formatted(name));
    }
    String text = written.getValue("");
    if (text.isBlank()) {
      return ""; // An empty value is a value to Docker and to Kubernetes.
    }
    String value = filled.fill(text);
    if (value == null) {
      throw refused("gives '%s' the value of %s, which is not set".formatted(name, text.strip()));
    }
    return value;
  }

  private void add(Map<String, String> all, String name, String value) {
    if (all.putIfAbsent(name, value) != null) {
      throw refused("has '%s' twice".formatted(name));
    }
  }

  private Map<String, String> ofProperty(String text) {
    Map<String, String> all = new TreeMap<>();
    if (!text.isBlank()) {
      for (String name : text.split(COMMA, -1)) {
        int equals = name.indexOf('=');
        if (equals < 0 || name.substring(0, equals).isBlank()) {
          throw refused("has '%s', which is not name=value".formatted(name.strip()));
        }
        String value = name.substring(equals + 1).replace("\\,", ",");
        add(all, name.substring(0, equals).strip(), value);
      }
    }
    return all;
  }

  private SpecException refused(String what) {
    return new SpecException(
        "%s or -D%s %s. Write <name>value</name>, or <%s><name>a.b/c</name><value>d</value></%s>, or -D%s=a.b/c=d,e=f (a comma within a value is \\,)."
            .formatted(parameter, property, what, element, element, property));
  }
}
