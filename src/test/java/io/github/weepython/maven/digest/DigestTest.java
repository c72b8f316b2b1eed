package io.github.weepython.maven.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  @Test
  void hashesAsFips180Says(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("abc"), "abc");
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Digest.of(file)).isEqualTo(Digest.of("abc")).hasToString("sha256:" + abc);
  }

  @Test
  void refusesWhatIsNoDigest() {
    assertThatThrownBy(() -> new Digest("ABC")).isInstanceOf(IllegalArgumentException.class);
  }
}
