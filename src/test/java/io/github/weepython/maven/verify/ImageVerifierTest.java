package io.github.weepython.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.output.TestIndex;
import io.github.weepython.maven.spec.Platform;
import org.junit.jupiter.api.Test;

class ImageVerifierTest {
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @Test
  void saysWhichOfSeveralPlatformsImagesItIs() {
    assertThat(ImageVerifier.among(TestIndex.listed("3.13.5", "linux/amd64", "linux/arm64"), ARM64))
        .isEqualTo(" (linux/arm64)");
    assertThat(ImageVerifier.among(TestIndex.listed("3.13.5", "linux/arm64"), ARM64)).isEmpty();
    assertThat(ImageVerifier.among(TestIndex.listed("3.13.5"), ARM64)).isEmpty();
  }
}
