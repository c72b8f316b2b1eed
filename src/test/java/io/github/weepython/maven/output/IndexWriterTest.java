package io.github.weepython.maven.output;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of two platforms under one name. */
class IndexWriterTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @TempDir Path dir;
  private Path folder;
  private Image amd;
  private Image arm;

  @BeforeEach
  void images() throws IOException {
    folder = Files.createDirectories(dir.resolve("wee"));
    amd = TestImages.image(Files.createDirectories(dir.resolve("amd")));
    arm = TestImages.arm(Files.createDirectories(dir.resolve("arm")));
  }

  private PlatformImage member(Image image, Platform platform) {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE).on(platform);
    BuiltImage built =
        BuiltImage.of(
            spec,
            Flavour.WEE,
            Base.DISTROLESS,
            Optional.empty(),
            image,
            folder.resolve(platform.id()));
    return new PlatformImage(built, image, spec, Map.of("made.by", "wee"));
  }

  private BuiltImage write(Platforms.Index format) throws IOException {
    Platforms both = new Platforms(List.of(AMD64, ARM64), format);
    return IndexWriter.write(both, List.of(member(amd, AMD64), member(arm, ARM64)), folder);
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  @Test
  void isOneImageOfBothPlatforms() throws IOException {
    BuiltImage index = write(Platforms.Index.OCI);
    assertThat(index.platforms()).containsExactly("linux/amd64", "linux/arm64");
    assertThat(index.id()).isEqualTo(amd.id());
    assertThat(index.sizes())
        .isEqualTo(member(amd, AMD64).built().sizes().plus(member(arm, ARM64).built().sizes()));
    assertThat(folder.resolve("image.digest")).hasContent(index.digest().oci());
    assertThat(json("oci/index.json").at("/manifests/0/digest").asText())
        .isEqualTo(index.digest().oci());
    assertThat(json("image-index.json").at("/platforms/1/platform").asText())
        .isEqualTo("linux/arm64");
  }

  @Test
  void findsTheImageOfAPlatformAndElseTheFirst() throws IOException {
    BuiltImage index = write(Platforms.Index.OCI);
    assertThat(IndexWriter.member(index, Optional.of(ARM64)))
        .isEqualTo(new IndexWriter.Member(arm.id(), arm.digest(), folder.resolve(ARM64.id())));
    assertThat(IndexWriter.member(index, Optional.empty()).id()).isEqualTo(amd.id());
    assertThat(IndexWriter.member(index, Optional.of(Platform.parse("linux/amd64"))).id())
        .isEqualTo(amd.id());
    assertThat(IndexWriter.folders(index))
        .containsExactly(
            Map.entry(amd.digest(), folder.resolve(AMD64.id())),
            Map.entry(arm.digest(), folder.resolve(ARM64.id())));
  }

  @Test
  void anImageOfOnePlatformIsItsOwnMember() {
    BuiltImage alone = member(amd, AMD64).built();
    assertThat(IndexWriter.member(alone, Optional.of(ARM64)))
        .isEqualTo(new IndexWriter.Member(amd.id(), amd.digest(), alone.folder()));
    assertThat(IndexWriter.folders(alone)).isEqualTo(Map.of(amd.digest(), alone.folder()));
  }

  /** Its manifests are other ones than those in the platforms' folders. */
  @Test
  void aDockerListKnowsBothDigestsOfAnImage() throws IOException {
    BuiltImage list = write(Platforms.Index.DOCKER);
    JsonNode first = json("image-index.json").at("/platforms/0");
    assertThat(first.path("ociDigest").asText()).isEqualTo(amd.digest().oci());
    assertThat(first.path("digest").asText()).isNotEqualTo(amd.digest().oci());
    assertThat(IndexWriter.member(list, Optional.of(AMD64)).digest()).isEqualTo(amd.digest());
    assertThat(IndexWriter.folders(list))
        .containsKey(Digest.parse(first.path("digest").asText()))
        .doesNotContainKey(amd.digest());
    assertThat(json("image-index.json").path("mediaType").asText())
        .isEqualTo("application/vnd.docker.distribution.manifest.list.v2+json");
  }

  @Test
  void takesAwayWhatAnImageOfOnePlatformHadLeft() throws IOException {
    for (String name : List.of("image.json", "image.tar", "sbom.cdx.json", "mine.txt")) {
      Files.writeString(folder.resolve(name), "old");
    }
    write(Platforms.Index.OCI);
    assertThat(folder.resolve("mine.txt")).exists();
    assertThat(folder.resolve("image.json")).doesNotExist();
    assertThat(folder.resolve("image.tar")).doesNotExist();
    assertThat(folder.resolve("sbom.cdx.json")).doesNotExist();
  }

  /** With the images of both platforms in their folders. */
  private BuiltImage build() throws IOException {
    alone(amd, AMD64.id());
    alone(arm, ARM64.id());
    return write(Platforms.Index.OCI);
  }

  private void alone(Image image, String name) throws IOException {
    BuiltImage names = member(image, AMD64).built();
    ImageFolderWriter.write(image, names.name(), names.tags(), folder.resolve(name));
  }

  @Test
  void anImageOfOnePlatformTakesAwayWhatTheIndexHadLeft() throws IOException {
    build();
    for (String name : List.of("sbom.cdx.json", "rebuild.lock", "pruned.json", "benchmarks.json")) {
      Files.writeString(folder.resolve("linux-amd64").resolve(name), "old");
    }
    Files.writeString(folder.resolve("linux-arm64/mine.txt"), "mine");

    alone(amd, "");

    assertThat(folder.resolve("image-index.json")).doesNotExist();
    assertThat(folder.resolve("linux-amd64")).doesNotExist();
    assertThat(folder.resolve("linux-arm64"))
        .isDirectoryNotContaining(file -> !file.endsWith("mine.txt"))
        .isNotEmptyDirectory();
    assertThat(folder.resolve("image.digest")).hasContent(amd.digest().oci());
    assertThat(folder.resolve("image.json")).exists();
  }

  @Test
  void anImageOfOnePlatformLeavesFoldersAloneThatNoIndexHadMade() throws IOException {
    alone(arm, "linux-arm64");
    alone(amd, "");
    assertThat(folder.resolve("linux-arm64/image.json")).exists();
  }

  @Test
  void anIndexOfOnePlatformTakesAwayTheOthersImage() throws IOException {
    build();
    IndexWriter.write(
        new Platforms(List.of(AMD64), Platforms.Index.OCI), List.of(member(amd, AMD64)), folder);
    assertThat(folder.resolve("linux-amd64/image.json")).exists();
    assertThat(folder.resolve("linux-arm64")).doesNotExist();
  }

  @Test
  void saysThatItsDescriptionIsGone() throws IOException {
    BuiltImage index = write(Platforms.Index.OCI);
    Files.delete(folder.resolve("image-index.json"));
    assertThatThrownBy(() -> IndexWriter.folders(index))
        .isInstanceOf(OutputException.class)
        .hasMessageContainingAll("image-index.json", "no such file", "mvn package");
    assertThatThrownBy(() -> IndexWriter.member(index, Optional.empty()))
        .isInstanceOf(OutputException.class);
  }

  @Test
  void leavesFilesAloneThatSayTheSame() throws IOException {
    BuiltImage index = write(Platforms.Index.OCI);
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(folder.resolve("image-index.json"), old);
    assertThat(write(Platforms.Index.OCI)).isEqualTo(index);
    assertThat(Files.getLastModifiedTime(folder.resolve("image-index.json"))).isEqualTo(old);
    write(Platforms.Index.DOCKER);
    assertThat(Files.getLastModifiedTime(folder.resolve("image-index.json"))).isNotEqualTo(old);
  }
}
