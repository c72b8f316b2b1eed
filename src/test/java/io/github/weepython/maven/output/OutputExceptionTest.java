package io.github.weepython.maven.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutputExceptionTest {
  @Test
  void namesTheFolderAndTheFullDisk() {
    IOException full =
        catchThrowableOfType(() -> Files.writeString(Path.of("/dev/full"), "x"), IOException.class);
    assertThat(OutputException.unwritten(Path.of("target/wee"), full))
        .hasMessageContainingAll("target/wee", "No space left on device", "-Dwee.output");
  }
}
