package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Locales;
import io.github.weepython.maven.Property;
import io.github.weepython.maven.spec.Patch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchSeriesTest {
  private static final Patch ONE = patch("one.patch", 1, "-a\n+b\n");
  private static final Patch TWO = patch("two.patch", 0, "-b\n+c\n");

  @TempDir Path dir;

  private static Patch patch(String name, int strip, String lines) {
    return new Patch(name, strip, "--- a/f\n+++ b/f\n@@ -1 +1 @@\n" + lines);
  }

  private static PatchSeries series(Patch... patches) {
    return new PatchSeries(List.of(patches), "#!/bin/sh\n");
  }

  @Test
  void aCompileDependsOnAllThatPatchesDo() {
    assertThat(
            Stream.of(
                    series(ONE, TWO),
                    series(TWO, ONE),
                    series(ONE),
                    series(ONE, ONE),
                    series(patch("one.patch", 2, "-a\n+b\n"), TWO),
                    series(patch("one.patch", 1, "-a\n+B\n"), TWO),
                    new PatchSeries(List.of(ONE, TWO), "#!/bin/sh\nset -e\n"))
                .map(PatchSeries::key))
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(series(patch("renamed.patch", 1, "-a\n+b\n")).key()).isEqualTo(series(ONE).key());
  }

  @Test
  void aCompileWithoutPatchesDependsOnNoScript() {
    assertThat(new PatchSeries(List.of(), "one").key())
        .isEqualTo(new PatchSeries(List.of(), "another").key());
  }

  @Test
  void namesThePatchesInTheirOrder() throws IOException {
    series(ONE, TWO).write(dir);
    assertThat(dir.resolve("series")).hasContent("1 001.patch one.patch\n0 002.patch two.patch\n");
    assertThat(dir.resolve("patches/002.patch")).hasContent(TWO.bytes());
  }

  @Test
  void listsExactlyTheFilesThatItWrites() throws IOException {
    Property.holds(
        20,
        random -> {
          PatchSeries any = any(random);
          Path folder = Files.createTempDirectory(dir, "series");
          any.write(folder);
          try (Stream<Path> files = Files.walk(folder)) {
            assertThat(
                    files
                        .filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString()))
                .containsExactlyInAnyOrderElementsOf(any.files());
          }
          for (int i = 0; i < any.patches().size(); i++) {
            assertThat(Files.readAllBytes(folder.resolve(any.files().get(i + 2))))
                .isEqualTo(any.patches().get(i).bytes().getBytes(StandardCharsets.ISO_8859_1));
          }
        });
  }

  /** Up to a thousand and more, of any bytes: their files stay in the order of their names. */
  private static PatchSeries any(Random random) {
    List<Patch> patches = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      patches.add(
          patch("p" + i, random.nextInt(3), new String(bytes, StandardCharsets.ISO_8859_1)));
    }
    return new PatchSeries(patches, "#!/bin/sh\n");
  }

  @Test
  void isTheSameWhateverDigitsTheUserWrites() throws Exception {
    PatchSeries many = new PatchSeries(Collections.nCopies(12, ONE), "#!/bin/sh\n");
    Path folder = dir.resolve("arabic");
    assertThat(Locales.inArabic(many::key)).isEqualTo(many.key());
    assertThat(Locales.inArabic(many::files)).isEqualTo(many.files());
    Locales.inArabic(
        () -> {
          many.write(folder);
          return folder;
        });
    assertThat(folder.resolve("patches/012.patch")).exists();
    assertThat(Files.readString(folder.resolve("series"))).contains("1 012.patch one.patch");
  }
}
