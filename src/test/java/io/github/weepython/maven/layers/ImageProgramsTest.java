package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
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

    ImagePrograms files =
        ImagePrograms.of(
            List.of(
                new LayerWriter(1).write("base", tree, dir.resolve("layer"), 0, Compression.FAST)));

    assertThat(files.programs()).containsOnlyKeys("a/small", "b/large", "d/small");
    assertThat(files.programs().get("b/large")).isEqualTo(files.programs().get("a/small"));
    assertThat(files.tree().get("c/text")).isPresent();
  }
}
