package io.github.weepython.maven.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneStatisticsTest {
  private static final PruneList LIST =
      PruneList.parse(List.of("*.log", "[docs] nobody reads them", "doc/**", "!doc/*/copyright"));

  @TempDir Path cache;

  @Test
  void countsWhatEachGroupLeavesOutAndNothingThatStays() {
    FileTree tree = new FileTree();
    for (String path :
        List.of(
            "local/a.log", "local/doc/x/y", "local/doc/z", "local/doc/x/copyright", "pip/b.log")) {
      tree.put(Entry.file(path, 0644, Content.of("12345")));
    }
    PruneStatistics meter = new PruneStatistics(new Store(cache));

    meter.tree("a key", "stdlib", LIST, tree, "local/");

    List<PrunedGroup> all = meter.of("a key");
    assertThat(all).extracting(PrunedGroup::group).containsExactlyInAnyOrder("", "docs");
    assertThat(all)
        .filteredOn(each -> each.group().equals("docs"))
        .singleElement()
        .satisfies(
            docs -> {
              assertThat(docs.reason()).isEqualTo("nobody reads them");
              assertThat(docs.list()).isEqualTo("stdlib");
              assertThat(docs.files()).isEqualTo(2);
              assertThat(docs.raw()).isEqualTo(10);
            });
    assertThat(meter.of("another key")).isEmpty();
  }
}
