package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileTreeTest {
  private final FileTree tree = new FileTree();

  FileTreeTest() {
    tree.put(Entry.directory("usr", 0755));
    tree.put(Entry.directory("usr/lib", 0755));
    tree.put(Entry.file("usr/lib/x", 0644, Content.of("x")));
    tree.put(Entry.symlink("lib", "usr/lib"));
    tree.put(Entry.symlink("usr/lib/y", "./x"));
    tree.put(Entry.symlink("usr/up", "../usr/lib/../lib"));
    tree.put(Entry.symlink("absolute", "/usr/up/y"));
    tree.put(Entry.symlink("loop", "loop"));
  }

  @Test
  void followsLinksAsAProgramWould() {
    for (String path : new String[] {"usr/lib/x", "/lib/y", "usr/up/x", "absolute", "//lib/./x"}) {
      assertThat(tree.follow(path).map(Entry::path)).contains("usr/lib/x");
    }
    assertThat(tree.follow("lib").map(Entry::path)).contains("usr/lib");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(tree.follow("lib/z")).isEmpty();
    assertThat(tree.follow("loop")).isEmpty();
    assertThat(tree.follow("../../usr/lib/z")).isEmpty();
  }
}
