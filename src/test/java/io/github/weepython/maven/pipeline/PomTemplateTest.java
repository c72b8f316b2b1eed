package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PomTemplateTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"3.14", "3.14.7", "3.15.0rc2"})
  void writesAReleaseOrASeries(String python) throws Exception {
    Path pom =
        PomTemplate.write(
            folder, PythonRequest.parse(python, false), ImageName.parse("example/python"), "1.0");

    assertThat(Files.readString(pom))
        .contains("<wee.python>" + python + "</wee.python>")
        .doesNotContainPattern("@\\w+@");
  }
}
