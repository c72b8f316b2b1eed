package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  @Test
  void trainsOnEveryScriptOfTheFolder() throws IOException {
    List<String> folder;
    try (Stream<Path> files = Files.list(Path.of("templates/training"))) {
      folder = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".py")).toList();
    }

    assertThat(scripts("3.16.0")).containsExactlyInAnyOrderElementsOf(folder).hasSizeGreaterThan(5);
  }

  @Test
  void trainsOnWhatASeriesHas() {
    assertThat(scripts("3.13.15")).noneMatch(name -> name.contains("since"));
    assertThat(scripts("3.14.7"))
        .contains("01_language.py", "10_since_3.14.py")
        .doesNotContain("11_since_3.15.py");
    assertThat(scripts("3.15.0rc2")).contains("10_since_3.14.py", "11_since_3.15.py");
  }

  private static Set<String> scripts(String python) {
    return Profiles.trainings(PythonVersion.parse(python)).keySet();
  }
}
