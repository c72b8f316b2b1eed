package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
  @Test
  void isWhatTheRoomSaysAlsoWhenItIsWrapped() {
    SpecException known = new SpecException("Set <python>.");
    assertThat(FailureMessage.of(known)).isEqualTo("Set <python>.");
    assertThat(FailureMessage.of(new IllegalStateException(known))).isEqualTo("Set <python>.");
  }

  @Test
  void namesTheFileAndTheReason() {
    assertThat(FailureMessage.of(new UncheckedIOException(new NoSuchFileException("/a/b"))))
        .startsWith("A file could not be read or written: /a/b: no such file or folder.");
    assertThat(FailureMessage.of(new UncheckedIOException(new AccessDeniedException("/a/b"))))
        .contains("/a/b: permission denied.");
    assertThat(
            FailureMessage.of(
                new UncheckedIOException(new FileSystemException("/a", "/b", "Is a directory"))))
        .contains("/a -> /b: Is a directory.");
  }

  @Test
  void saysWhatToDoOnAFullDisk() {
    IOException full = fullDisk();
    assertThat(FailureMessage.of(new UncheckedIOException(full)))
        .contains("No space left on device", "-Dwee.output", "-Dwee.cache");
  }

  private static IOException fullDisk() {
    try {
      Files.writeString(Path.of("/dev/full"), "x");
      throw new AssertionError("/dev/full takes no byte");
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void asksForAReportOfWhatNobodyExpected() {
    assertThat(FailureMessage.of(new NullPointerException()))
        .contains("An unexpected error in wee", "java.lang.NullPointerException", "-e");
    assertThat(FailureMessage.of(new StackOverflowError())).contains("StackOverflowError", "-e");
    assertThat(FailureMessage.of(new OutOfMemoryError("Java heap space")))
        .contains("Java heap space", "MAVEN_OPTS");
    String noThread =
        "unable to create native thread: possibly out of memory or process/resource limits reached";
    assertThat(FailureMessage.of(new IllegalStateException(new OutOfMemoryError(noThread))))
        .contains(noThread, "ulimit -u")
        .doesNotContain("MAVEN_OPTS");
  }
}
