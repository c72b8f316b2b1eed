package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.image.OciLayoutWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetsTest {
  @TempDir Path dir;

  @Test
  void writesTheSameTarTwice() throws IOException {
    Image image = TestImages.image(dir);
    ImageTarWriter.write(image, List.of("a:1"), dir.resolve("1.tar"));
    ImageTarWriter.write(image, List.of("a:1"), dir.resolve("2.tar"));
    assertThat(dir.resolve("1.tar")).hasSameBinaryContentAs(dir.resolve("2.tar"));
  }

  @Test
  void leavesNothingOfAnOlderLayout() throws IOException {
    Path layout = dir.resolve("oci");
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("blobs/sha256/stale"), "");
    Image image = TestImages.image(dir);
    OciLayoutWriter.write(image, List.of("1"), layout);
    try (var blobs = Files.list(layout.resolve("blobs/sha256"));
        var beside = Files.list(dir)) {
      assertThat(blobs).hasSize(4);
      assertThat(beside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("oci", "base", "site");
    }
  }
}
