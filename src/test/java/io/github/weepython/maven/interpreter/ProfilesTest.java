package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  @Test
  void trainsOnEveryScriptOfTheFolder() throws IOException {
    List<String> folder;
    try (Stream<Path> files = Files.list(Path.of("templates/training"))) {
      folder = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".py")).toList();
    }

    assertThat(Profiles.trainings().keySet())
        .containsExactlyInAnyOrderElementsOf(folder)
        .hasSizeGreaterThan(5);
  }
}
