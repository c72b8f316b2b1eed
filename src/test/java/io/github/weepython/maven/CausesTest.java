package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CausesTest {
  @TempDir Path dir;

  @Test
  void saysWhichFileAndWhyInWords() {
    assertThat(Causes.of(new NoSuchFileException("/a"))).isEqualTo("/a: no such file or folder");
    assertThat(Causes.of(new AccessDeniedException("/a"))).isEqualTo("/a: permission denied");
    assertThat(Causes.of(new FileAlreadyExistsException("/a"))).isEqualTo("/a: exists already");
    assertThat(Causes.of(new NotDirectoryException("/a"))).isEqualTo("/a: not a folder");
    assertThat(Causes.of(new DirectoryNotEmptyException("/a")))
        .isEqualTo("/a: the folder is not empty");
    assertThat(Causes.of(new FileSystemException("/a", "/b", "Invalid cross-device link")))
        .isEqualTo("/a -> /b: Invalid cross-device link");
  }

  @Test
  void saysTheInnermostOnOneLine() {
    IOException inner = new IOException(" one\r\n  two\n\nthree \n");
    assertThat(Causes.of(new UncheckedIOException("outer", inner))).isEqualTo("one two three");
    assertThat(Causes.of(new IllegalStateException(new ArithmeticException())))
        .isEqualTo("ArithmeticException");
    assertThat(Causes.of(new IOException("outer", new EOFException("Unexpected end"))))
        .isEqualTo("the data ends too early");
  }

  @Test
  void saysThatAFileIsNoText() throws IOException {
    Path file = Files.write(dir.resolve("latin"), "f\u00fcr".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(reading(file)).isEqualTo("it is not text in UTF-8");
  }

  private static String reading(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return Causes.of(e);
    }
  }
}
