package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.TestIndex;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images are in the report. */
class ReportsTest {

  @TempDir Path dir;
  private Path output;
  private TestIndex both;
  private Image amd;
  private Image arm;

  @BeforeEach
  void images() throws IOException {
    output = Files.createDirectories(dir.resolve("wee"));
    both = TestIndex.make(dir);
    amd = both.amd();
    arm = both.arm();
  }

  private BuiltImage index(Optional<Variant> variant, Path folder) throws IOException {
    return both.write(Platforms.Index.OCI, Base.DEBIAN, variant, folder);
  }

  private BuiltImage one(Path folder) throws IOException {
    return TestIndex.member(arm, TestIndex.ARM64, Base.DEBIAN, Optional.empty(), folder).built();
  }

  private void leftover(String folder) throws IOException {
    ImageFolderWriter.write(
        amd,
        Specs.tagged("3.13.5", Tags.DEFAULT).image(),
        List.of("left-over"),
        output.resolve(folder));
  }

  private static String page(Path output, Path... others) throws IOException {
    return Files.readString(Reports.write(output, List.of(others)));
  }

  /** Each axis has folders of its own: Python, flavour, base, variant and platform. */
  @Test
  void areThoseOfTheLastBuildInFoldersOfAnyDepth() throws IOException {
    Path debian = output.resolve("3.13.5/wee/debian");
    BuiltImages.write(
        List.of(
            index(Optional.empty(), debian),
            index(Optional.of(Variant.DEV), debian.resolve("dev"))),
        output);

    assertThat(page(output))
        .contains("team/python:3.13.5-wee<", "team/python:3.13.5-wee-dev<")
        .contains("in linux-amd64<", "in linux-arm64<")
        .contains("in dev/linux-amd64<", "in dev/linux-arm64<")
        .contains(amd.digest().oci(), arm.digest().oci());
  }

  /** Of a build of another shape, a rebuild, or one that was killed. */
  @Test
  void areNoneThatOtherBuildsHaveLeft() throws IOException {
    BuiltImages.write(List.of(one(output.resolve("debian"))), output);
    leftover("distroless");
    leftover("wee-optimized/debian");
    leftover("rebuild/image");
    leftover("debian/too-large123");

    assertThat(page(output)).contains("team/python:3.13.5-wee<").doesNotContain("left-over");
  }

  @Test
  void areThoseThatItIsToBeComparedWithToo() throws IOException {
    BuiltImages.write(List.of(one(output)), output);
    Path earlier = dir.resolve("earlier");
    BuiltImages.write(
        List.of(index(Optional.empty(), Files.createDirectories(earlier.resolve("debian")))),
        earlier);
    ImageFolderWriter.write(
        amd,
        Specs.tagged("3.13.5", Tags.DEFAULT).image(),
        List.of("left-over"),
        earlier.resolve("distroless"));

    assertThat(page(output, earlier))
        .contains(amd.digest().oci(), arm.digest().oci())
        .doesNotContain("left-over");
    // A folder of one image has no list.
    assertThat(page(output, earlier.resolve("distroless"))).contains("left-over");
  }

  @Test
  void haveToBeBuiltFirst() {
    assertThatThrownBy(() -> Reports.write(output, List.of()))
        .isInstanceOf(OutputException.class)
        .hasMessageContainingAll("No image was built yet", "wee:build", "-Dwee.output");
  }
}
