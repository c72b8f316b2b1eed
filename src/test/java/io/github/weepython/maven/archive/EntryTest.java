package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/etc", "etc/", "a//b", "..", "a/../b", "./a", "a/."})
  void refusesPathsThatLeaveTheTree(String path) {
    assertThatThrownBy(() -> Entry.directory(path, 0755)).isInstanceOf(ArchiveException.class);
  }

  @Test
  void refusesNamesThatNoDiskCanHold() {
    assertThatThrownBy(() -> Entry.directory("a\0b", 0755)).hasMessageContaining("'a\\0b'");
    assertThatThrownBy(() -> Entry.symlink("a", "b\0")).hasMessageContaining("'b\\0'");
  }

  @Test
  void takesDotsWithinNames() {
    assertThat(Entry.directory("usr/..data/.a.", 0755).path()).isEqualTo("usr/..data/.a.");
  }

  @Test
  void keepsEntriesSortedAndReplacesByPath() {
    FileTree tree = new FileTree();
    tree.put(Entry.symlink("b", "a"));
    tree.put(Entry.directory("a", 0755));
    tree.put(Entry.file("b", 0644, Content.of("x")));
    assertThat(tree.entries()).extracting(Entry::path).containsExactly("a", "b");
    assertThat(tree.get("b").orElseThrow().type()).isEqualTo(Entry.Type.FILE);
  }

  @Test
  void refusesModesNoTarCanHold() {
    assertThatThrownBy(() -> Entry.directory("a", 010000)).hasMessageContaining("10000");
  }
}
