package io.github.weepython.maven.imagediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.publish.SignedImages;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.spec.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real registry and of folders. */
class ImageComparisonIT {
  @TempDir Path dir;

  private String folder(String name, Image image) throws Exception {
    Path output = Files.createDirectories(dir.resolve(name));
    OciLayoutWriter.write(image, List.of("a"), output.resolve("oci"));
    return output.toString();
  }

  private ImageComparison comparison(SignedImages images, String platform) throws Exception {
    return new ImageComparison(
        reference ->
            new RegistryReader(
                reference.name(),
                reference.digest().or(reference::tag).orElseThrow(),
                images.settings()),
        Platform.parse(platform),
        sources -> Optional.empty(),
        Files.createDirectories(dir.resolve("scratch")));
  }

  @Test
  void comparesARegistrysIndexWithAFolder() throws Exception {
    try (RegistryServer registry = RegistryServer.start(dir)) {
      SignedImages images = new SignedImages(dir, registry.port());
      List<Digest> pushed = images.push((built, manifest, publisher, settings) -> {});
      String same = folder("same", TestImages.image(Files.createDirectories(dir.resolve("again"))));
      String other =
          folder("other", TestImages.other(Files.createDirectories(dir.resolve("else"))));
      ImageComparison comparison = comparison(images, "linux/amd64");
      assertThat(comparison.compare(images.name() + ":3.13.5", same)).isEmpty();
      assertThat(comparison.compare(images.name() + "@" + pushed.get(1).oci(), other))
          .contains("files: 0 added, 0 removed, 1 changed")
          .contains("file changed: /opt/site (300.0 kB, was 300.0 kB)");
      assertThatThrownBy(
              () -> comparison(images, "linux/arm64").compare(images.name() + ":3.13.5", same))
          .isInstanceOf(ImageDiffException.class)
          .hasMessageContaining("its index has no image for linux/arm64, only for: linux/amd64");
      for (String none : List.of("no/such/folder", dir.toString(), "python:3.13")) {
        assertThatThrownBy(() -> comparison.compare(none, same))
            .isInstanceOf(ImageDiffException.class)
            .hasMessageContaining("'" + none + "' is neither a folder with an image")
            .hasMessageContaining("-Dwee.diff.from");
      }
      assertThatThrownBy(() -> comparison.compare(images.name() + ":none", same))
          .isInstanceOf(ImageDiffException.class)
          .hasMessageContaining(":none can't be compared: the registry has no none");
    }
  }
}
