package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.TestIndex;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the images that were built is looked at. */
class VerifyServiceTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  /** What the pom asks for first is amd64. */
  private static final List<ImageSpec> SPECS =
      List.of(Specs.tagged("3.13.5", Tags.DEFAULT), Specs.tagged("3.14.7", Tags.DEFAULT));

  @Test
  void isThatOfTheMachinesPlatformWhereThereIsOne() {
    BuiltImage both = TestIndex.listed("3.14.7", "linux/amd64", "linux/arm64");
    assertThat(VerifyService.spec(SPECS, both, ARM64)).isEqualTo(SPECS.get(1).on(ARM64));
    assertThat(VerifyService.spec(SPECS, both, AMD64)).isEqualTo(SPECS.get(1));
  }

  @Test
  void isElseTheFirst() {
    assertThat(VerifyService.spec(SPECS, TestIndex.listed("3.13.5", "linux/amd64"), ARM64))
        .isEqualTo(SPECS.get(0));
    assertThat(VerifyService.spec(SPECS, TestIndex.listed("3.13.5", "linux/arm64"), AMD64))
        .isEqualTo(SPECS.get(0).on(ARM64));
  }

  /** Which stands in no index, so that the spec alone says what it is of. */
  @Test
  void isTheOneImageThatThereIs() {
    assertThat(VerifyService.spec(SPECS, TestIndex.listed("3.13.5"), ARM64))
        .isEqualTo(SPECS.get(0));
  }
}
