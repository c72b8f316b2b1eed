package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weepython.maven.WeeException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every element of the pom, of every goal and at every depth, with nothing in it, with blanks, and
 * twice, set by Maven's own configurator: it means something, or one message says what is wrong.
 */
class NestedElementsTest {
  /** What Maven sets before any of it is read. */
  private static final Set<String> NOT_OF_THE_POM =
      Set.of(
          "session",
          "execution",
          "decrypter",
          "repositories",
          "connectors",
          "projectHelper",
          "helper",
          "plugin",
          "logins",
          "mirrors");

  private static final List<Class<? extends AbstractWeeMojo>> GOALS =
      List.of(
          BuildMojo.class,
          PushMojo.class,
          RebuildMojo.class,
          VerifyImageMojo.class,
          VerifyMojo.class,
          RunMojo.class,
          BenchmarkMojo.class,
          WheelMojo.class,
          TrainMojo.class,
          DiffMojo.class,
          AuditMojo.class);

  @TempDir static Path temp;

  /** The fields of a goal, or of an element. */
  private static List<Field> parameters(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> each = type;
        each != null && each.getName().startsWith("io.github.weepython");
        each = each.getSuperclass()) {
      Arrays.stream(each.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
          .filter(field -> !NOT_OF_THE_POM.contains(field.getName()))
          .forEach(all::add);
    }
    return all;
  }

  /** Of each goal those that no goal before it has, and of all what is said of trust. */
  static Stream<Arguments> configurations() {
    Set<String> known = new HashSet<>();
    List<Arguments> all = new ArrayList<>();
    for (Class<? extends AbstractWeeMojo> goal : GOALS) {
      for (Field field : parameters(goal)) {
        if (known.add(field.getName()) || Set.of("sign", "trust").contains(field.getName())) {
          variants(field).distinct().forEach(xml -> all.add(Arguments.of(goal, xml)));
        }
      }
    }
    return all.stream();
  }

  private static Stream<String> variants(Field field) {
    String name = field.getName();
    Stream<String> own = twiceAndEmpty(name, isElement(field.getType()) ? "" : "1");
    return switch (field.getType().getSimpleName()) {
      case "List" -> Stream.concat(own, list(name, itemOf(field)));
      case "Map" -> Stream.concat(own, twiceAndEmpty("linux-arm64", "x").map(in(name)));
      case "PlexusConfiguration" ->
          Stream.of(
                  own,
                  twiceAndEmpty("EMPTY", "x").map(in(name)),
                  twiceAndEmpty("arg", "x").map(in(name)),
                  twiceAndEmpty("label", "<name>n</name><value>v</value>").map(in(name)),
                  twiceAndEmpty("variable", "<name>n</name><value>v</value>").map(in(name)),
                  twiceAndEmpty("name", "x").map(in("label")).map(in(name)),
                  twiceAndEmpty("value", "x").map(in("variable")).map(in(name)))
              .flatMap(each -> each);
      default ->
          isElement(field.getType())
              ? Stream.concat(own, members(field.getType()).map(in(name)))
              : own;
    };
  }

  private static boolean isElement(Class<?> type) {
    return type.getName().startsWith("io.github");
  }

  private static Class<?> itemOf(Field field) {
    return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
  }

  private static Stream<String> list(String name, Class<?> item) {
    String element =
        switch (name) {
          case "patches" -> "patch";
          case "indexes" -> "index";
          default -> name.replaceFirst("s$", "");
        };
    Stream<String> all = twiceAndEmpty(element, "x").map(in(name));
    return isElement(item) ? Stream.concat(all, members(item).map(in(element)).map(in(name))) : all;
  }

  private static Stream<String> members(Class<?> element) {
    return parameters(element).stream().flatMap(NestedElementsTest::variants);
  }

  private static Stream<String> twiceAndEmpty(String name, String value) {
    return Stream.of(
        "<%s/>".formatted(name),
        "<%s>  </%s>".formatted(name, name),
        "<%s xml:space=\"preserve\">  </%s>".formatted(name, name),
        "<%s>${nothing.sets.this}</%s>".formatted(name, name),
        "<%s>%s</%s><%s>%s</%s>".formatted(name, value, name, name, value, name));
  }

  private static UnaryOperator<String> in(String name) {
    return inner -> "<%s>%s</%s>".formatted(name, inner, name);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void meansSomethingOrSaysWhatIsWrong(Class<? extends AbstractWeeMojo> goal, String xml) {
    Throwable thrown = catchThrowable(() -> read(goal, xml));
    if (thrown != null) {
      String outer = xml.replaceFirst("<([\\w-]+).*", "$1");
      assertThat(thrown).isInstanceOfAny(WeeException.class, ComponentConfigurationException.class);
      assertThat(message(thrown)).containsIgnoringCase(shown(outer)).doesNotContain("null");
    }
  }

  /** Maven itself adds the parameter's name to what its configurator says. */
  private static String message(Throwable thrown) {
    return thrown instanceof ComponentConfigurationException maven
            && maven.getFailedConfiguration() != null
        ? maven.getFailedConfiguration().getName() + ": " + maven.getMessage()
        : String.valueOf(thrown.getMessage());
  }

  /** Messages of some elements name what is within, such as {@code <from>}. */
  private static String shown(String parameter) {
    return parameter.replaceFirst("^(python|platform|flavour|tag)s?$|^(trust)Key$", "$1$2");
  }

  /** As the goal does before it begins its work. */
  private static void read(Class<? extends AbstractWeeMojo> goal, String xml) throws Exception {
    boolean wantsPython = AbstractImageMojo.class.isAssignableFrom(goal);
    String python = wantsPython && !xml.startsWith("<python") ? "<python>3.13.5</python>" : "";
    AbstractWeeMojo mojo = ConfiguredGoal.of(goal, temp, python + xml);
    mojo.environment();
    mojo.trusted();
    if (mojo instanceof VerifyImageMojo checks && xml.startsWith("<trust")) {
      checks.policy();
    }
    if (mojo instanceof AbstractImageMojo images) {
      images.specs();
    }
    if (mojo instanceof BuildMojo builds) {
      builds.signing().element().services();
    } else if (mojo instanceof PushMojo pushes) {
      pushes.signing().element().services();
    } else if (mojo instanceof RebuildMojo rebuilds) {
      rebuilds.signing().element().services();
    } else if (mojo instanceof VerifyMojo verifies) {
      verifies.command();
    } else if (mojo instanceof AbstractRunMojo runs) {
      runs.options();
    } else if (mojo instanceof BenchmarkMojo benchmarks) {
      benchmarks.others();
    }
  }
}
