package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.spec.SpecException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Refuses what Maven passes over: a parameter or property that no goal has, so that a slip of the
 * pen does not build another image, words that are neither yes nor no, which Maven takes for no,
 * and files without a name, which it takes for the project's folder.
 */
final class ParameterCheck {
  private static final String PREFIX = "wee.";
  private static final String LISTED = "mvn wee:help -Ddetail lists all.";

  /** Who signs has a rule of its own, for builds that push: {@link Signing}. */
  private static final String SIGNERS = "signKey";

  private static final LevenshteinDistance SLIPS = new LevenshteinDistance(2);

  private ParameterCheck() {}

  /**
   * @param execution the goal at work, with the plugin's part of the pom
   * @throws SpecException with what is near to the name, where something is
   */
  static void check(MavenSession session, MojoExecution execution) {
    Collection<MojoDescriptor> goals =
        execution.getMojoDescriptor().getPluginDescriptor().getMojos();
    properties(SessionProperties.given(session), properties(goals));
    elements(execution.getPlugin(), elements(goals), name -> types(goals, name));
    NamedValues.Filling filled = filling(session, execution);
    values(execution, filled);
    NestedFlags nested = new NestedFlags(filled);
    for (Xpp3Dom each : execution.getConfiguration().getChildren()) {
      if (each.getChildCount() > 0) {
        ElementType.of(execution.getMojoDescriptor(), each.getName())
            .ifPresent(type -> nested.check(each, type, "<%s>".formatted(each.getName())));
      }
    }
  }

  /**
   * Fills Maven's expressions in.
   *
   * @throws SpecException when one can't be read
   */
  static NamedValues.Filling filling(MavenSession session, MojoExecution execution) {
    PluginParameterExpressionEvaluator evaluator =
        new PluginParameterExpressionEvaluator(session, execution);
    return text -> {
      try {
        Object value = evaluator.evaluate(text);
        return value == null ? null : value.toString();
      } catch (ExpressionEvaluationException e) {
        throw new SpecException("'%s' can't be read: %s".formatted(text, Causes.of(e)), e);
      }
    };
  }

  /**
   * Those that are set outside of the pom. One that is like no name of the plugin's may be for the
   * pom itself.
   */
  static void properties(Properties given, Set<String> known) {
    for (String name : given.stringPropertyNames()) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        List<String> near = near(name, known);
        if (!near.isEmpty()) {
          throw new SpecException(
              "Unknown property -D%s. Did you mean -D%s? %s"
                  .formatted(name, String.join(", -D", near), LISTED));
        }
      }
    }
  }

  private static void elements(
      Plugin plugin, Set<String> known, Function<String, Collection<ElementType>> types) {
    Stream.concat(Stream.of(plugin), plugin.getExecutions().stream())
        .map(ConfigurationContainer::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .forEach(
            configuration -> {
              elements(configuration, known);
              RepeatedElements.check(configuration, types);
            });
  }

  static void elements(Xpp3Dom configuration, Set<String> known) {
    for (Xpp3Dom element : configuration.getChildren()) {
      if (!known.contains(element.getName())) {
        List<String> near = near(element.getName(), known);
        throw new SpecException(
            "This plugin has no parameter <%s>. %s%s"
                .formatted(
                    element.getName(),
                    near.isEmpty()
                        ? ""
                        : "Did you mean <%s>? ".formatted(String.join(">, <", near)),
                    LISTED));
      }
    }
  }

  private static void values(MojoExecution execution, NamedValues.Filling filled) {
    for (Parameter parameter : execution.getMojoDescriptor().getParameters()) {
      Xpp3Dom element = execution.getConfiguration().getChild(parameter.getName());
      boolean flag = parameter.getType().equals("boolean");
      boolean file = parameter.getType().equals("java.io.File");
      if ((flag || file) && element != null && element.getValue() != null) {
        String value = filled.fill(element.getValue());
        String name = named(execution.getMojoDescriptor(), parameter.getName());
        if (flag && value != null) {
          ParameterParser.flagOf(name, value.strip().toLowerCase(Locale.ROOT));
        } else if (file && value != null && !parameter.getName().equals(SIGNERS)) {
          path(name, value);
        }
      }
    }
  }

  /** Maven would take blanks for the project's folder. */
  private static void path(String name, String value) {
    if (value.isBlank()) {
      throw new SpecException("%s is empty. Set it to a path, or leave it out.".formatted(name));
    }
  }

  /** What messages call a parameter: its element, and its property if it has one. */
  static String named(MojoDescriptor goal, String parameter) {
    String element = "<" + parameter + ">";
    return property(goal.getMojoConfiguration().getChild(parameter))
        .map(property -> element + " or -D" + property)
        .orElse(element);
  }

  /** Of {@code ${wee.python}}, which is what a plugin's descriptor has. */
  private static Optional<String> property(PlexusConfiguration parameter) {
    return Optional.of(parameter.getValue(""))
        .filter(value -> value.startsWith("${" + PREFIX))
        .map(value -> value.substring(2, value.length() - 1));
  }

  /** Names within a slip of the pen or two. */
  private static List<String> near(String name, Set<String> known) {
    return known.stream().filter(each -> SLIPS.apply(each, name) >= 0).sorted().toList();
  }

  private static Set<String> elements(Collection<MojoDescriptor> goals) {
    Set<String> names = new TreeSet<>();
    for (MojoDescriptor goal : goals) {
      for (Parameter parameter : goal.getParameters()) {
        names.add(parameter.getName());
        if (parameter.getAlias() != null) {
          names.add(parameter.getAlias());
        }
      }
    }
    return names;
  }

  /** In all goals that have the parameter: each of its types once. */
  private static Collection<ElementType> types(Collection<MojoDescriptor> goals, String name) {
    return goals.stream()
        .filter(goal -> goal.getParameterMap().containsKey(name))
        .flatMap(goal -> ElementType.of(goal, name).stream())
        .distinct()
        .toList();
  }

  private static Set<String> properties(Collection<MojoDescriptor> goals) {
    Set<String> names = new TreeSet<>();
    for (MojoDescriptor goal : goals) {
      for (PlexusConfiguration child : goal.getMojoConfiguration().getChildren()) {
        property(child).ifPresent(names::add);
      }
    }
    return names;
  }
}
