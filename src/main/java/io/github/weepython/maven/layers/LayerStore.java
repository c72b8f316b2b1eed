package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerJson;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sbom.LayerRecords;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Packs a layer, or finds it in the store. */
public final class LayerStore {
  private final Store store;
  private final Progress progress;
  private final int processors;

  public LayerStore(Store store, Progress progress, int processors) {
    this.store = store;
    this.progress = progress;
    this.processors = processors;
  }

  /** A directory for work that several layers are made of. */
  <T> T scratch(Store.Scratch<T> work) {
    return store.scratch(work);
  }

  /** What a layer holds, asked for only when the store has no such layer. */
  @FunctionalInterface
  interface Tree {
    /**
     * @param scratch an empty directory that stays until the layer is written
     */
    FileTree make(Path scratch) throws IOException;
  }

  /**
   * The layer of files that carry no time: {@link Entry#TIMELESS} stands there.
   *
   * @param spec its compression
   * @param key all that its files depend on
   */
  Layer layer(ImageSpec spec, String title, String key, Tree tree) {
    return layer(spec, title, key, Entry.TIMELESS, tree);
  }

  /**
   * The layer. One whose files are all older than the image is the same in every later image.
   *
   * @param spec its compression, and the latest time in it
   * @param key all that its files depend on
   * @param newest the latest time of its files, in seconds since the epoch
   */
  Layer layer(ImageSpec spec, String title, String key, long newest, Tree tree) {
    long created = Math.max(spec.created().getEpochSecond(), Entry.TIMELESS);
    long seconds = Math.min(created, newest);
    Compression compression = spec.contents().compression();
    Digest digest = Digest.of("layer 7 %s %s %s\n%s".formatted(title, seconds, compression, key));
    Path kept =
        store.directory(
            "layer",
            digest,
            target ->
                store.scratch(
                    scratch -> {
                      write(title, tree.make(scratch), target, seconds, compression);
                      return target;
                    }));
    try {
      return LayerJson.read(kept.resolve("layer.json"), kept.resolve("blob"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(
      String title, FileTree files, Path target, long latest, Compression compression)
      throws IOException {
    try (Progress.Step step = progress.step("Packing layer: " + title)) {
      Layer made =
          new LayerWriter(processors)
              .write(title, files, target.resolve("blob"), latest, compression);
      LayerRecords.write(files, target);
      LayerJson.write(made, target.resolve("layer.json"));
    }
  }
}
