package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Pattern COMMAND = Pattern.compile("mvn -f (examples/[\\w-]+)([^#`\n]*)");
  private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");

  /** Each example is copied out of here alone, so each has the build backend, and all the same. */
  @Test
  void allHaveTheSameBuildBackend() throws IOException {
    List<Path> backends = files("backend/packing.py");
    assertThat(backends).hasSizeGreaterThan(1);
    String first = Files.readString(backends.get(0));
    assertThat(backends).allSatisfy(file -> assertThat(file).hasContent(first));
  }

  static Stream<Arguments> commands() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Path readme : files("README.md")) {
      COMMAND
          .matcher(Files.readString(readme))
          .results()
          .forEach(found -> all.add(Arguments.of(found.group(1), found.group(2).strip())));
    }
    assertThat(all).hasSizeGreaterThan(10);
    return all.stream();
  }

  /** Of the command line: it sees no {@code <configuration>} of an {@code <execution>}. */
  @ParameterizedTest
  @MethodSource("commands")
  void goalsOfReadmesSeeTheirConfiguration(String example, String arguments) throws Exception {
    Path folder = Path.of(example);
    Model pom = pom(folder);
    Matcher module = MODULE.matcher(arguments);
    boolean named = module.find();
    if (named) {
      assertThat(pom.getModules()).contains(module.group(1));
    }
    if (arguments.contains("wee:")) {
      Plugin wee =
          (named ? pom(folder.resolve(module.group(1))) : pom)
              .getBuild()
              .getPluginsAsMap()
              .get("io.github.weepython:wee-maven-plugin");
      assertThat(wee.getConfiguration()).isNotNull();
      assertThat(wee.getExecutions())
          .extracting(each -> each.getConfiguration())
          .containsOnlyNulls();
    }
  }

  private static Model pom(Path folder) throws IOException, XmlPullParserException {
    try (Reader text = Files.newBufferedReader(folder.resolve("pom.xml"))) {
      return new MavenXpp3Reader().read(text);
    }
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> below = Files.walk(EXAMPLES)) {
      return below.filter(file -> file.endsWith(name)).sorted().toList();
    }
  }
}
