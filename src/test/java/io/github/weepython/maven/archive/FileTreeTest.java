package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  /** As git's programs, of which an image may leave out the one that dpkg unpacked first. */
  @Test
  void hardLinksKeepTheContentOfAFileThatGoes() throws IOException {
    tree.put(Entry.hardlink("usr/lib/x2", "usr/lib/x"));
    tree.put(Entry.hardlink("usr/lib/x3", "usr/lib/x"));
    tree.put(Entry.hardlink("usr/lib/x4", "usr/lib/x"));

    tree.removeIf(entry -> entry.path().matches("usr/lib/(x|x2)"));
    Entry heir = tree.get("usr/lib/x3").orElseThrow();
    assertThat(heir.type()).isEqualTo(Entry.Type.FILE);
    assertThat(heir.content().readAll()).asString().isEqualTo("x");
    assertThat(tree.get("usr/lib/x4")).contains(Entry.hardlink("usr/lib/x4", "usr/lib/x3"));

    assertThat(tree.remove("usr/lib/x3").map(Entry::path)).contains("usr/lib/x3");
    assertThat(tree.get("usr/lib/x4").orElseThrow().type()).isEqualTo(Entry.Type.FILE);
    assertThat(tree.remove("usr/lib/x4")).isPresent();
    assertThat(tree.below("usr/lib")).containsExactly("usr/lib/y");
  }
}
