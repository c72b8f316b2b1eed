package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeLimitCheckTest {
  private static final ImageName NAME = ImageName.parse("team/python");
  private static final List<String> TAGS = List.of("3.13.5-wee");

  @TempDir Path dir;

  private Image image(int asyncio) throws IOException {
    FileTree library = new FileTree();
    library.put(file("usr/local/lib/python3.13/asyncio/tasks.py", asyncio));
    library.put(file("usr/local/lib/python3.13/json/decoder.py", 3_000));
    return ImageAssembler.assemble(
        List.of(
            new LayerWriter(1)
                .write(
                    "standard library", library, dir.resolve("" + asyncio), 0, Compression.FAST)),
        ImageConfig.of(Platform.parse("linux/amd64"), Instant.EPOCH),
        Map.of());
  }

  private static Entry file(String path, int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    return Entry.file(path, 0644, Content.of(noise));
  }

  @Test
  void theLargestAreNamedIfNothingGrew() throws IOException {
    Path folder = dir.resolve("wee");
    Image image = image(60_000);
    ImageFolderWriter.write(image, NAME, TAGS, folder);
    assertThatThrownBy(() -> SizeLimitCheck.check(new ByteSize(50_000), image, NAME, TAGS, folder))
        .hasMessageContainingAll("Nothing grew since the build in " + folder, "asyncio");
  }

  @Test
  void whatGrewSinceTheLastBuildIsNamed() throws IOException {
    Path folder = dir.resolve("wee");
    ImageFolderWriter.write(image(10_000), NAME, TAGS, folder);
    Image larger = image(60_000);
    assertThatThrownBy(() -> SizeLimitCheck.check(new ByteSize(50_000), larger, NAME, TAGS, folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("team/python:3.13.5-wee")
        .hasMessageContaining("<maxSize> 0.05 MB")
        .hasMessageContaining("layer standard library: +")
        .hasMessageContaining("asyncio")
        .hasMessageNotContaining("json");
    assertThat(Files.list(folder).map(p -> p.getFileName().toString()))
        .contains("image.json")
        .noneMatch(name -> name.startsWith("too-large"));
  }

  @Test
  void withoutAnEarlierBuildTheLargestAreNamed() throws IOException {
    Image image = image(60_000);
    assertThatThrownBy(
            () ->
                SizeLimitCheck.check(new ByteSize(50_000), image, NAME, TAGS, dir.resolve("none")))
        .hasMessageContaining("No earlier build")
        .hasMessageContaining("json");
  }

  @Test
  void whatFitsPasses() throws IOException {
    Image image = image(10_000);
    ByteSize most = new ByteSize(image.layers().get(0).size());
    assertThatCode(() -> SizeLimitCheck.check(most, image, NAME, TAGS, dir))
        .doesNotThrowAnyException();
  }
}
