package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.junit.jupiter.api.Test;

/** A property that a message or a page names is one that a goal has: Maven ignores any other. */
class PropertyNamesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  private static final Pattern PARAMETER = Pattern.compile("property = \"(wee\\.[\\w.]+)\"");

  /**
   * As {@code -Dwee.python=3.14} or {@code <wee.python>}, or where a message gets it; not {@code
   * -Dwee.run.%s}.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:-D|<|new NamedValues\\(\"[^\"]*\", \")(wee(?:\\.[A-Za-z]\\w*)++)(?!\\.%)");

  /** Where a message makes the property's name of the parameter's. */
  private static final List<Pattern> MADE =
      List.of(
          Pattern.compile(
              "(?:ParameterParser\\.(?:elements|flag|seconds|url|written)|NamedValues\\.of)\\(\\s*\"([\\w.]+)\""),
          Pattern.compile("new ListParameter\\(\\s*\"(\\w+)\""),
          Pattern.compile("new ListParameter\\(\\s*\"\\w+\",\\s*\"(\\w+)\""));

  /** Names that are no parameter's. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "wee.example", "a profile of this project's own pom is active by it",
          "wee.failOnWarning", "of this project's own pom",
          "wee.seed", "of tests",
          "wee.flavor", "a slip of the pen, which is refused",
          "wee.x", "stands for any");

  @Test
  void whatMessagesAndPagesNameIsThere() throws IOException {
    Map<String, Path> unknown = new TreeMap<>();
    for (Path file : files()) {
      named(NAMED, file).forEach(name -> unknown.putIfAbsent(name, file));
    }
    assertThat(unknown).as("names that were found").hasSizeGreaterThan(100);
    unknown.keySet().removeAll(properties());
    unknown.keySet().removeAll(OTHERS.keySet());
    assertThat(unknown).as("properties that no goal has").isEmpty();
  }

  @Test
  void whatMessagesMakeOfAParametersNameIsThere() throws IOException {
    Map<String, Path> unknown = new TreeMap<>();
    for (Path file : files(SOURCES)) {
      for (Pattern pattern : MADE) {
        named(pattern, file).forEach(name -> unknown.putIfAbsent("wee." + name, file));
      }
    }
    assertThat(unknown).as("names that were found").hasSizeGreaterThan(20);
    unknown.keySet().removeAll(properties());
    assertThat(unknown).as("properties that no goal has").isEmpty();
  }

  /** A name with a dot in it, such as trust.key, is a property's alone. */
  @Test
  void whatMessagesCallAnElementIsOne() throws IOException {
    Map<String, Path> unknown = new TreeMap<>();
    for (Path file : files(SOURCES)) {
      for (Pattern pattern : MADE) {
        named(pattern, file).forEach(name -> unknown.putIfAbsent(name, file));
      }
    }
    for (MojoDescriptor goal : ConfiguredGoal.goals()) {
      goal.getParameters().forEach(parameter -> unknown.remove(parameter.getName()));
    }
    assertThat(unknown).as("elements that no goal has").isEmpty();
  }

  private static Set<String> properties() throws IOException {
    Set<String> properties = new TreeSet<>();
    for (Path file : files(SOURCES.resolve("io/github/weepython/maven/mojo"))) {
      properties.addAll(named(PARAMETER, file));
    }
    return properties;
  }

  private static List<String> named(Pattern pattern, Path file) throws IOException {
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      return matcher.results().map((MatchResult found) -> found.group(1)).toList();
    } catch (MalformedInputException e) {
      return List.of(); // A picture.
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>(files(Path.of(""), 1));
    for (String folder :
        List.of("src/main", "src/it", "src/bench", "docs", "examples", "templates")) {
      all.addAll(files(Path.of(folder)));
    }
    return all;
  }

  private static List<Path> files(Path folder) throws IOException {
    return files(folder, Integer.MAX_VALUE);
  }

  private static List<Path> files(Path folder, int depth) throws IOException {
    try (Stream<Path> below = Files.walk(folder, depth)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
