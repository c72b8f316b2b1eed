package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.prune.PruneList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the host's own gcc. */
class StaticLibraryTest {
  private static final String CONFIG = "usr/local/lib/python3.13/config-3.13-x86_64-linux-gnu/";

  @TempDir Path dir;

  private static FileTree tree(String... paths) {
    FileTree tree = new FileTree();
    for (String path : paths) {
      tree.put(Entry.file(path, 0644, Content.of("")));
    }
    return tree;
  }

  @Test
  void whatEmbedsPythonIsToldToBuildASharedLibrary() throws Exception {
    Entry library =
        StaticLibrary.in(tree(CONFIG + "Makefile")).get(CONFIG + "libpython3.13.a").orElseThrow();
    Files.write(dir.resolve("libpython3.13.a"), library.content().readAll());
    Path source = Files.writeString(dir.resolve("embeds.c"), "int main(void) { return 0; }\n");
    Process gcc =
        new ProcessBuilder("gcc", source.toString(), "-L" + dir, "-lpython3.13")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes());
    assertThat(gcc.waitFor()).isNotZero();
    assertThat(said)
        .contains("<sharedLibrary>true</sharedLibrary>")
        .contains("-Dwee.sharedLibrary=true");
  }

  @Test
  void isNamedAsAFreeThreadedInterpreterLooksForIt() {
    String config = "usr/local/lib/python3.14t/config-3.14t-x86_64-linux-gnu/";
    FileTree tree = StaticLibrary.in(tree(config + "Makefile"));
    assertThat(tree.get(config + "libpython3.14t.a")).isPresent();
  }

  @Test
  void aSharedLibraryIsLinkedItself() {
    FileTree tree = StaticLibrary.in(tree(CONFIG + "Makefile", "usr/local/lib/libpython3.13.so"));
    assertThat(tree.get(CONFIG + "libpython3.13.a")).isEmpty();
  }

  @Test
  void theMakefileThatSysconfigNamesIsInEveryImage() {
    PruneList list = PruneList.of("prune/stdlib.list", List.of());
    for (String config : List.of("python3.13/config-3.13-x86_64-linux-gnu", "python2.7/config")) {
      assertThat(list.pruned().test("lib/" + config + "/Makefile")).isFalse();
      assertThat(list.pruned().test("lib/" + config + "/Setup")).isTrue();
    }
  }
}
