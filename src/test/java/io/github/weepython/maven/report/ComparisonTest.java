package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static MeasuredImage image(String name, long packed, long raw) {
    return new MeasuredImage(
        name,
        "sha256:0",
        List.of(new MeasuredLayer("base", "sha256:0", raw, packed, List.of())),
        new InstalledPackages(List.of(), Map.of()));
  }

  @Test
  void saysWhatEachHasMoreOrLessThanTheFirst() {
    String html =
        Comparison.html(
            List.of(
                image("a:1", 1_000_000, 3_000_000),
                image("b:<1>", 2_000_000, 4_000_000),
                image("c:1", 500_000, 1)),
            List.of(Path.of("a"), Path.of("b"), Path.of("c")));
    assertThat(html)
        .containsSubsequence(
            "<td>a:1</td>",
            "width:50.00%",
            "1.00 MB",
            "3.00 MB",
            "<td></td>",
            "<td>b:&lt;1&gt;</td>",
            "width:100.00%",
            "+1.00 MB",
            "<td>c:1</td>",
            "width:25.00%",
            "\u2212500.0 kB");
  }

  @Test
  void tellsImagesOfOneNameByTheirFolders() {
    List<MeasuredImage> images =
        List.of(image("a:1", 1, 1), image("a:1", 1, 1), image("b:1", 1, 1));
    assertThat(
            Comparison.html(
                images, List.of(Path.of("/x/old/wee"), Path.of("/x/./new"), Path.of("/x/old"))))
        .contains(
            "<td>a:1 <span class=\"soft\">in old/wee</span></td>",
            "<td>a:1 <span class=\"soft\">in new</span></td>",
            "<td>b:1</td>");
  }
}
