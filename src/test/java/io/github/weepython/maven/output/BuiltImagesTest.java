package io.github.weepython.maven.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltImagesTest {
  @TempDir Path dir;

  @Test
  void readsWhatItWrote() throws IOException {
    BuiltImage one = image(List.of("3.13.5-wee", "latest"), List.of(), "");
    BuiltImage two = image(List.of("3.13.5-wee-all"), List.of("linux/amd64", "linux/arm64"), "b");
    BuiltImages.write(List.of(one, two), dir);
    assertThat(BuiltImages.read(dir)).containsExactly(one, two);
  }

  @Test
  void saysWhichInterpreterHasNoGlobalLock() throws IOException {
    BuiltImage locked = image(List.of("3.14.7-wee"), List.of(), "");
    BuiltImage free =
        new BuiltImage(
                new BuiltImage.Kind(
                    PythonVersion.parse("3.14.7"),
                    true,
                    Flavour.WEE,
                    locked.base(),
                    Optional.empty()),
                locked.name(),
                locked.tags(),
                locked.digest(),
                locked.id(),
                locked.platforms(),
                locked.sizes(),
                locked.folder())
            .named(locked.name(), List.of("3.14.7t-wee"));
    BuiltImages.write(List.of(locked, free), dir);

    assertThat(Files.readString(dir.resolve("images.json")))
        .containsOnlyOnce("\"freeThreading\" : true");
    assertThat(BuiltImages.read(dir)).containsExactly(locked, free);
  }

  @Test
  void saysWhichVariantAnImageIs() throws IOException {
    BuiltImage plain = image(List.of("a"), List.of(), "");
    BuiltImage dev =
        new BuiltImage(
            new BuiltImage.Kind(
                PythonVersion.parse("3.13.5"),
                false,
                Flavour.WEE,
                plain.base(),
                Optional.of(Variant.DEV)),
            plain.name(),
            List.of("a-dev"),
            plain.digest(),
            plain.id(),
            List.of(),
            plain.sizes(),
            dir.resolve("dev"));
    BuiltImages.write(List.of(plain, dev), dir);

    assertThat(Files.readString(dir.resolve("images.json")))
        .containsOnlyOnce("\"variant\" : \"dev\"");
    assertThat(BuiltImages.read(dir)).containsExactly(plain, dev);
  }

  @Test
  void readsPastWhatItDoesNotKnow() throws IOException {
    BuiltImages.write(List.of(image(List.of("a"), List.of(), "")), dir);
    Path file = dir.resolve("images.json");
    String more =
        Files.readString(file)
            .replaceFirst("\\{", "{\"new\": {\"images\": [{}]}, \"older\": [[1], {\"a\": 2}],")
            .replaceFirst("\"tags\"", "\"deep\": {\"tags\": [\"x\"]}, \"tags\"");
    Files.writeString(file, more);
    assertThat(BuiltImages.read(dir)).containsExactly(image(List.of("a"), List.of(), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"images\": []}",
        "{\"images\": [{\"image\": \"a\"}]}",
        "{\"images\": [{\"image\": "
      })
  void saysThatItIsDamaged(String text) throws IOException {
    Files.writeString(dir.resolve("images.json"), text);
    assertThatThrownBy(() -> BuiltImages.read(dir))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("images.json is damaged")
        .hasMessageContaining("Build the image anew");
  }

  private BuiltImage image(List<String> tags, List<String> platforms, String folder) {
    return new BuiltImage(
        BuiltImage.Kind.of(
            PythonVersion.parse("3.13.5"), Flavour.parse("wee"), Base.parse("distroless")),
        ImageName.parse("registry.example.com/team/python"),
        tags,
        Digest.of("digest"),
        Digest.of("id"),
        platforms,
        new BuiltImage.Sizes(12, 34_000_000_000L),
        dir.resolve(folder));
  }
}
