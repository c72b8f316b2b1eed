package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerStoreTest {
  private static final Instant FILE = Instant.parse("2025-06-01T12:00:00Z");

  @TempDir Path cache;
  private LayerStore layers;
  private int packed;

  @BeforeEach
  void open() {
    layers = new LayerStore(new Store(cache), Progress.NONE, 2);
  }

  @Test
  void keepsALayerForEveryImageThatIsLaterThanItsFiles() {
    Layer first = layer("2025-06-01T12:00:00Z");
    assertThat(layer("2026-11-25T00:00:00Z")).isEqualTo(first);
    assertThat(packed).isEqualTo(1);
  }

  @Test
  void hasNoTimeAfterTheImage() {
    Layer earlier = layer("2025-05-31T00:00:00Z");
    assertThat(earlier.diffId()).isNotEqualTo(layer("2025-06-02T00:00:00Z").diffId());
    assertThat(earlier.diffId()).isNotEqualTo(layer("2025-05-30T00:00:00Z").diffId());
    assertThat(packed).isEqualTo(3);
  }

  @Test
  void isTheSameAtAnyTimeWhereFilesHaveNone() {
    Layer first = layers.layer(image("2020-01-01T00:00:00Z"), "base", "key", scratch -> tree(0));
    assertThat(layers.layer(image("2026-01-01T00:00:00Z"), "base", "key", scratch -> tree(0)))
        .isEqualTo(first);
    assertThat(packed).isEqualTo(1);
  }

  @Test
  void hasTimesThatZipCanHoldWhereTheImageHasNone() throws IOException {
    Layer made = layers.layer(Specs.at(Instant.EPOCH), "base", "key", scratch -> timeless());
    Path tar = cache.resolve("layer.tar");
    try (InputStream blob = new GZIPInputStream(Files.newInputStream(made.blob()))) {
      Files.copy(blob, tar);
    }
    assertThat(TarReader.tree(tar).get("etc/motd").orElseThrow().mtime())
        .isEqualTo(Instant.parse("1980-01-02T00:00:00Z").getEpochSecond());
  }

  /** Python 2.7 compares the time in a .pyc with its source's. */
  @ParameterizedTest
  @ValueSource(strings = {"compile/finish.sh", "site/install.py"})
  void holdsFilesToTheTimeThatScriptsCompileThemWith(String script) {
    assertThat(Templates.text(script)).contains(Long.toString(Entry.TIMELESS));
  }

  private FileTree timeless() {
    FileTree tree = new FileTree();
    tree.put(Entry.file("etc/motd", 0644, Content.of("hello")));
    return tree;
  }

  private Layer layer(String created) {
    long time = FILE.getEpochSecond();
    return layers.layer(image(created), "base", "key", time, scratch -> tree(time));
  }

  private FileTree tree(long time) {
    packed++;
    FileTree tree = new FileTree();
    tree.put(Entry.file("etc/motd", 0644, Content.of("hello")).withMtime(time));
    return tree;
  }

  private static ImageSpec image(String created) {
    return Specs.at(Instant.parse(created));
  }
}
