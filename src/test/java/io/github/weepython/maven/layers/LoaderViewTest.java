package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a layer may change what is said of an image's libraries. */
class LoaderViewTest {
  @TempDir Path dir;
  private int number;
  private String before;

  @BeforeEach
  void look() throws IOException {
    before = view(tree());
  }

  private static FileTree tree() throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file("bin/true", 0755, Content.of(Files.readAllBytes(Path.of("/bin/true")))));
    tree.put(Entry.file("etc/ld.so.conf", 0644, Content.of("/opt/lib\n")));
    tree.put(Entry.file("var/lib/dpkg/status.d/a", 0644, Content.of("Package: a\n")));
    tree.put(Entry.file("app/module.py", 0644, Content.of("X = 1\n")));
    tree.put(Entry.symlink("lib", "usr/lib"));
    return tree;
  }

  private String view(FileTree tree) throws IOException {
    Path blob = dir.resolve("blob" + number++);
    return LoaderView.of(
        new Store(dir.resolve("cache")),
        List.of(new LayerWriter(1).write("one", tree, blob, 0, Compression.FAST)));
  }

  private String with(Entry entry) throws IOException {
    FileTree tree = tree();
    tree.put(entry);
    return view(tree);
  }

  @Test
  void anotherLineOfAModuleChangesNothing() throws IOException {
    assertThat(with(Entry.file("app/module.py", 0644, Content.of("X = 2\nY = 3\n"))))
        .isEqualTo(before);
  }

  @Test
  void programsLinksPathsAndWhatTellsTheLoaderDo() throws IOException {
    byte[] program = Files.readAllBytes(Path.of("/bin/true"));
    program[program.length - 1]++;

    assertThat(
            List.of(
                with(Entry.file("bin/true", 0755, Content.of(program))),
                with(Entry.file("bin/true", 0755, Content.of("#!/bin/sh\n"))),
                with(Entry.file("etc/ld.so.conf", 0644, Content.of("/opt/bin\n"))),
                with(Entry.file("var/lib/dpkg/status.d/a", 0644, Content.of("Package: b\n"))),
                with(Entry.file("app/libx.so", 0644, Content.of("no program"))),
                with(Entry.symlink("lib", "opt/lib")),
                with(Entry.symlink("app/module.py", "other.py"))))
        .doesNotContain(before)
        .doesNotHaveDuplicates();
  }
}
