package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.prune.PrunedGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunedGroupTableTest {
  @TempDir Path folder;

  @Test
  void showsTheLargestGroupFirstWithItsReasonAndTheSumOfAll() {
    PrunedGroupTable.write(
        folder,
        List.of(
            new PrunedGroup("distroless", "", "", 1, 10_000, 2_000),
            new PrunedGroup("stdlib", "tests", "of <CPython> itself", 700, 20_000_000, 4_000_000)));

    String html = PrunedGroupTable.html(folder);

    assertThat(html)
        .contains("Left out: 4.00 MB compressed, 20.01 MB unpacked")
        .contains("of &lt;CPython&gt; itself", ">700<", "(always)");
    assertThat(html.indexOf("tests")).isLessThan(html.indexOf("(always)"));
  }

  @Test
  void isNotThereWhereTheBuildLeftNoFile() {
    assertThat(PrunedGroupTable.html(folder)).isEmpty();
  }

  @Test
  void saysWhatMendsADamagedFile() throws Exception {
    Files.writeString(folder.resolve("pruned.json"), "[{");

    assertThatThrownBy(() -> PrunedGroupTable.html(folder))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("pruned.json is damaged. Run the goal build again.");
  }
}
