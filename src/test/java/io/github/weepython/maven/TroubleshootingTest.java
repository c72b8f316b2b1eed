package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md is searched for words of a message: it must quote what wee says. */
class TroubleshootingTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** Stands for what differs from message to message. */
  private static final Pattern FILLED_IN = Pattern.compile("\\.\\.\\.|<suite>|<package>");

  /** Of a literal: in messages, {@code %s}; what is added to another literal; a line's end. */
  private static final Pattern JOINT =
      Pattern.compile("(?=[\"%\\\\])(?:\"\\s*\\+\\s*\"|%[a-z0-9.]|\\\\n|\\\\(?=\"))");

  /** Maven's, Java's, registries' and Python's own messages. */
  private static final Set<String> OTHERS =
      Set.of(
          "Plugin io.github.weepython:wee-maven-plugin ... could not be resolved",
          "Plugin not found",
          "No plugin found for prefix 'wee'",
          "has been compiled by a more recent version of the Java Runtime",
          "unauthorized",
          "ModuleNotFoundError: No module named '_gdbm'");

  @Test
  void quotesWhatMessagesSay() throws IOException {
    String said = JOINT.matcher(sources()).replaceAll("");
    List<String> quoted =
        Files.readAllLines(Path.of("docs/troubleshooting.md")).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.split(" \\| ")[0])
            .flatMap(cell -> QUOTED.matcher(cell).results())
            .map(result -> result.group(1))
            .filter(message -> !OTHERS.contains(message))
            .toList();
    assertThat(quoted).hasSizeGreaterThan(40);
    assertThat(quoted.stream().flatMap(FILLED_IN::splitAsStream).map(String::strip))
        .filteredOn(part -> !said.contains(part))
        .as("what is quoted and never said")
        .isEmpty();
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
