package io.github.weepython.maven.rebuild;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerDifferenceTest {
  @TempDir Path dir;

  @Test
  void namesTheFirstFileAndWhatIsDifferent() throws Exception {
    Path first = layer("first", file("etc/a", "same", 0644), file("usr/b", "one", 0644));
    Path second = layer("second", file("etc/a", "same", 0644), file("usr/b", "two", 0755));
    assertThat(LayerDifference.first(first, second).orElseThrow())
        .startsWith("/usr/b has mode 755 instead of 644, SHA-256 ");
  }

  @Test
  void namesAFileThatOnlyOneHas() throws Exception {
    Path first = layer("first", file("a", "", 0644), file("c", "", 0644));
    Path second = layer("second", file("b", "", 0644), file("c", "", 0644));
    assertThat(LayerDifference.first(first, second)).hasValue("/a is not in the rebuild");
    assertThat(LayerDifference.first(second, first)).hasValue("/a is new in the rebuild");
  }

  @Test
  void isSilentWhereOnlyThePackingDiffers() throws Exception {
    Path first = layer("first", file("a", "x", 0644));
    Path second = layer("second", Compression.ZSTD, file("a", "x", 0644));
    assertThat(LayerDifference.first(first, second)).isEmpty();
  }

  @Test
  void namesTheFileThatIsDamaged() throws Exception {
    String noise = new Random(1).ints(40_000).mapToObj(Integer::toString).collect(joining());
    Path first = layer("first", file("a", "x", 0644), file("b", noise, 0644));
    Path second = layer("second", file("a", "x", 0644), file("b", noise, 0644));
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length / 2] ^= 1;
    Files.write(first, bytes);
    assertThat(LayerDifference.first(first, second).orElseThrow()).startsWith("/b ");
    Files.write(first, Arrays.copyOf(bytes, bytes.length / 2 - 1));
    assertThat(LayerDifference.first(first, second).orElseThrow()).startsWith("/b ");
  }

  private static Entry file(String path, String text, int mode) {
    return Entry.file(path, mode, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path layer(String name, Entry... entries) throws Exception {
    return layer(name, Compression.FAST, entries);
  }

  private Path layer(String name, Compression compression, Entry... entries) throws Exception {
    FileTree tree = new FileTree();
    for (Entry entry : entries) {
      tree.put(entry);
    }
    return new LayerWriter(1).write(name, tree, dir.resolve(name), 0, compression).blob();
  }
}
