package io.github.weepython.maven.sandbox.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildRootLayerTest {
  /** Else the image's user could not enter its home. */
  @Test
  void keepsTheOwnersAndModesOfAnImagesFilesAndAddsNone() throws IOException {
    FileTree image = new FileTree();
    image.put(Entry.directory("home", 0700).withOwner(65532, 65532));
    image.put(Entry.file("home/key", 0600, Content.of("x")).withOwner(65532, 100).withMtime(7));
    image.put(Entry.directory("usr", 0755));
    image.put(Entry.directory("usr/bin", 0755));

    BuildRootLayer layer = BuildRootLayer.ofImage(image);

    List<String> found = new ArrayList<>();
    TarReader.read(
        "the layer",
        PipedTarInputStream.of(layer.files()),
        TarReader.Devices.REFUSE,
        (entry, size, body) ->
            found.add(
                "%s %o %s:%s %s"
                    .formatted(
                        entry.path(), entry.mode(), entry.uid(), entry.gid(), entry.mtime())));
    assertThat(found)
        .containsExactly(
            "home 700 65532:65532 " + Entry.TIMELESS,
            "home/key 600 65532:100 7",
            "usr 755 0:0 " + Entry.TIMELESS,
            "usr/bin 755 0:0 " + Entry.TIMELESS);
  }
}
