package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Locales;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TreemapSvgTest {
  private static final InstalledPackages PACKAGES =
      new InstalledPackages(List.of(), Map.of("usr/bin/a<b", "a<b", "usr/bin/c", "cee"));

  private static MeasuredLayer layer(String title, SizeEntry... files) {
    return new MeasuredLayer(title, "sha256:0", 0, 0, List.of(files));
  }

  private static String draw(MeasuredLayer... layers) {
    return TreemapSvg.draw(
        new MeasuredImage("x", "sha256:0", List.of(layers), PACKAGES),
        "va",
        "sizes & \"more\"",
        SizeEntry::packed);
  }

  @Test
  void drawsALayerAndWhatItsFilesBelongTo() {
    String svg =
        draw(
            layer(
                "base",
                new SizeEntry("usr/bin/a<b", 1, 600_000),
                new SizeEntry("usr/bin/c", 1, 400_000)));
    assertThat(svg)
        .startsWith("<svg class=\"va\" viewBox=\"0 0 1000 520\" role=\"img\"")
        .contains("aria-label=\"sizes &amp; &quot;more&quot;\"")
        .contains("x=\"0.0\" y=\"0.0\" width=\"1000.0\" height=\"520.0\"")
        .containsSubsequence(
            "<title>base, 1.00 MB</title>",
            ">base 1.00 MB</text>",
            "<title>a&lt;b, 600.0 kB</title>",
            "<title>cee, 400.0 kB</title>")
        .doesNotContain("smaller ones");
  }

  @Test
  void theLargestLayerComesFirstAndKeepsItsColour() {
    String svg =
        draw(
            layer("small", new SizeEntry("a", 1, 1_000)),
            layer("empty", new SizeEntry("b", 1, 0)),
            layer("large", new SizeEntry("c", 1, 9_000)));
    assertThat(svg)
        .containsSubsequence(
            "class=\"k2\"", "<title>large, 9.0 kB", "class=\"k0\"", "<title>small, 1.0 kB")
        .doesNotContain("empty", "NaN", "class=\"k1\"");
  }

  @Test
  void drawsWhatIsTinyTogether() {
    List<SizeEntry> files = new ArrayList<>(List.of(new SizeEntry("usr/bin/c", 1, 1_000_000)));
    Map<String, String> owners = new TreeMap<>(Map.of("usr/bin/c", "cee"));
    for (int i = 0; i < 10; i++) {
      files.add(new SizeEntry("tiny" + i, 1, 1_000));
      owners.put("tiny" + i, "package" + i);
    }
    MeasuredImage image =
        new MeasuredImage(
            "x",
            "sha256:0",
            List.of(layer("base", files.toArray(SizeEntry[]::new))),
            new InstalledPackages(List.of(), owners));
    assertThat(TreemapSvg.draw(image, "va", "", SizeEntry::packed))
        .contains("<title>(smaller ones), 10.0 kB</title>")
        .doesNotContain("package3");
  }

  @Test
  void anImageWithoutFilesIsAnEmptyPicture() {
    assertThat(draw(layer("base")).lines()).hasSize(2);
  }

  @Test
  void itsNumbersAreNoUsersOwn() throws Exception {
    MeasuredLayer layer = layer("base", new SizeEntry("usr/bin/c", 1, 400_000));
    assertThat(Locales.inArabic(() -> draw(layer))).isEqualTo(draw(layer));
  }
}
