package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageProgramsTest {
  @TempDir Path dir;

  @Test
  void readsSmallAndLargeProgramsAndWhatFollowsThem() throws Exception {
    byte[] program = Files.readAllBytes(Path.of("/bin/true"));
    FileTree tree = new FileTree();
    tree.put(Entry.file("a/small", 0755, Content.of(program)));
    tree.put(Entry.file("b/large", 0755, Content.of(Arrays.copyOf(program, 17 << 20))));
    tree.put(Entry.file("c/text", 0644, Content.of("no program")));
    tree.put(Entry.file("d/small", 0755, Content.of(program)));

    ImagePrograms files = new ImagePrograms.Reader().read(List.of(layer("base", tree)));

    assertThat(files.programs()).containsOnlyKeys("a/small", "b/large", "d/small");
    assertThat(files.programs().get("b/large")).isEqualTo(files.programs().get("a/small"));
    assertThat(files.tree().get("c/text")).isPresent();
  }

  @Test
  void goesOnWhereAnImageBeginsLikeTheLastAndReadsAnotherAnew() throws Exception {
    byte[] program = Files.readAllBytes(Path.of("/bin/true"));
    Layer base = layer("base", tree(Entry.file("bin/a", 0755, Content.of(program))));
    Layer over = layer("over", tree(Entry.file("bin/a", 0755, Content.of("#!/bin/sh"))));
    Layer other = layer("other", tree(Entry.file("bin/b", 0755, Content.of(program))));
    ImagePrograms.Reader reader = new ImagePrograms.Reader();

    assertThat(reader.read(List.of(base)).programs()).containsOnlyKeys("bin/a");
    Files.delete(base.blob()); // Not read again.
    ImagePrograms both = reader.read(List.of(base, over));
    assertThat(both.programs()).isEmpty();
    assertThat(both.tree().get("bin/a")).isPresent();
    ImagePrograms anew = reader.read(List.of(other));
    assertThat(anew.programs()).containsOnlyKeys("bin/b");
    assertThat(anew.tree().get("bin/a")).isEmpty();
  }

  private static FileTree tree(Entry entry) {
    FileTree tree = new FileTree();
    tree.put(entry);
    return tree;
  }

  private Layer layer(String name, FileTree tree) throws IOException {
    return new LayerWriter(1).write(name, tree, dir.resolve(name), 0, Compression.FAST);
  }
}
