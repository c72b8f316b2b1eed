package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");

  /** Each example is copied out of here alone, so each has the build backend, and all the same. */
  @Test
  void allHaveTheSameBuildBackend() throws IOException {
    List<Path> backends;
    try (Stream<Path> below = Files.walk(EXAMPLES)) {
      backends = below.filter(file -> file.endsWith("backend/packing.py")).sorted().toList();
    }
    assertThat(backends).hasSizeGreaterThan(1);
    String first = Files.readString(backends.get(0));
    assertThat(backends).allSatisfy(file -> assertThat(file).hasContent(first));
  }
}
