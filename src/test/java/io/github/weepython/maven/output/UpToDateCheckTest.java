package io.github.weepython.maven.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpToDateCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));
  private static final Digest ASKED = Digest.of("the pom");

  @TempDir Path output;
  private UpToDateCheck check;
  private List<BuiltImage> images;

  /** What a build of two images leaves behind. */
  @BeforeEach
  void build() throws IOException {
    images = List.of(image("distroless"), image("debian"));
    for (BuiltImage image : images) {
      Files.createDirectories(image.folder().resolve("oci/blobs/sha256"));
      Files.writeString(image.folder().resolve("oci/blobs/sha256/ab"), "layer");
      Files.writeString(image.folder().resolve("image.tar"), "tar");
      Files.writeString(image.folder().resolve("compile.log"), "log");
    }
    Files.writeString(output.resolve("debug-symbols-wee.tar.gz"), "symbols");
    BuiltImages.write(images, output);
    check = new UpToDateCheck(output, ASKED);
    check.write(images, LATER);
  }

  private BuiltImage image(String base) {
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse("3.13.5"), Flavour.WEE, Base.parse(base)),
        ImageName.parse("registry.example.com/team/python"),
        List.of("3.13.5-wee"),
        Digest.of(base),
        Digest.of("id"),
        List.of(),
        new BuiltImage.Sizes(12, 34),
        output.resolve(base));
  }

  @Test
  void findsAllImagesWhereNothingHasChanged() {
    assertThat(check.read(NOW)).contains(images);
    assertThat(check.read(LATER.minusMillis(1))).contains(images);
  }

  @Test
  void buildsAgainWhereSomethingElseIsAskedFor() {
    assertThat(new UpToDateCheck(output, Digest.of("another pom")).read(NOW)).isEmpty();
  }

  @Test
  void looksForNewerPackagesOnceItsTimeIsOver() {
    assertThat(check.read(LATER)).isEmpty();
    assertThat(check.read(LATER.plusSeconds(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images.json",
        "debian/image.tar",
        "distroless/oci/blobs/sha256/ab",
        "debug-symbols-wee.tar.gz"
      })
  void buildsAgainWhereAFileIsMissingOrWasTouched(String name) throws IOException {
    Path file = output.resolve(name);
    FileTime time = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.from(time.toInstant().plusSeconds(1)));
    assertThat(check.read(NOW)).isEmpty();
    Files.setLastModifiedTime(file, time);
    assertThat(check.read(NOW)).contains(images);
    Files.writeString(file, Files.readString(file) + " ");
    Files.setLastModifiedTime(file, time);
    assertThat(check.read(NOW)).isEmpty();
    Files.delete(file);
    assertThat(check.read(NOW)).isEmpty();
  }

  @Test
  void doesNotMindLogs() throws IOException {
    Files.writeString(output.resolve("debian/compile.log"), "more");
    Files.writeString(output.resolve("debian/verify.log"), "new");
    assertThat(check.read(NOW)).contains(images);
  }

  /** The only image has no folder of its own, so that other goals write beside its files. */
  @Test
  void doesNotMindWhatOtherGoalsWrite() throws IOException {
    Files.createDirectories(output.resolve("verify"));
    for (String name : List.of("verify/TEST-x.xml", "audit.json", "report.html", "image.tar")) {
      Files.writeString(output.resolve(name), "first");
    }
    BuiltImage only =
        new BuiltImage(
            images.get(0).kind(),
            images.get(0).name(),
            images.get(0).tags(),
            images.get(0).digest(),
            images.get(0).id(),
            List.of(),
            images.get(0).sizes(),
            output);
    BuiltImages.write(List.of(only), output);
    check.write(List.of(only), LATER);
    for (String name : List.of("verify/TEST-x.xml", "audit.json", "report.html")) {
      Files.writeString(output.resolve(name), "of another run");
    }
    assertThat(check.read(NOW)).isPresent();
    Files.writeString(output.resolve("image.tar"), "of another run");
    assertThat(check.read(NOW)).isEmpty();
  }

  /** Of a wee that wrote something else, of a build that was killed, of an editor. */
  @ParameterizedTest
  @ValueSource(strings = {"", "wee 3\n", "wee 4\nab\nsoon\nx\n", "\u0000"})
  void buildsAgainWhereTheStampIsNotItsOwn(String stamp) throws IOException {
    Files.writeString(output.resolve(".stamp"), stamp);
    assertThat(check.read(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void buildsAgainWhereTheStampIsCutOff(int lines) throws IOException {
    Path stamp = output.resolve(".stamp");
    Files.write(stamp, Files.readAllLines(stamp).subList(0, lines));
    assertThat(check.read(NOW)).isEmpty();
  }

  @Test
  void forgetsWhatItIsToldToForget() throws IOException {
    check.remove();
    assertThat(check.read(NOW)).isEmpty();
    check.remove();
  }
}
