package io.github.weepython.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageVerifierTest {
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  private static BuiltImage image(String... platforms) {
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse("3.13.5"), Flavour.WEE, Base.DISTROLESS),
        ImageName.parse("team/python"),
        List.of("3.13.5-wee"),
        Digest.of("digest"),
        Digest.of("id"),
        List.of(platforms),
        new BuiltImage.Sizes(1, 2),
        Path.of("wee"));
  }

  @Test
  void saysWhichOfSeveralPlatformsImagesItIs() {
    assertThat(ImageVerifier.among(image("linux/amd64", "linux/arm64"), ARM64))
        .isEqualTo(" (linux/arm64)");
    assertThat(ImageVerifier.among(image("linux/arm64"), ARM64)).isEmpty();
    assertThat(ImageVerifier.among(image(), ARM64)).isEmpty();
  }
}
