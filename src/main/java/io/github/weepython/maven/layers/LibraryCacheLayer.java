package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.elf.LibraryCache;
import io.github.weepython.maven.elf.LoaderPaths;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The loader's cache for libraries that came after the base's was made, or without a base that has
 * one: libpython in /usr/local/lib, and what the user's files bring.
 */
public final class LibraryCacheLayer {
  private final Store store;
  private final LayerStore layers;

  LibraryCacheLayer(Store store, LayerStore layers) {
    this.store = store;
    this.layers = layers;
  }

  /**
   * The layer, or none where the loader finds all that /etc/ld.so.conf promises.
   *
   * @param image its other layers, lowest first
   */
  List<Layer> layers(ImageSpec spec, List<Layer> image, ImagePrograms.Reader reader) {
    return isUsual(spec) ? List.of() : missing(spec, image, reader);
  }

  /** Whether nothing has come that a base's cache could lack. */
  public static boolean isUsual(ImageSpec spec) {
    return spec.extras().equals(PackageSelection.NONE)
        && spec.contents().files().isEmpty()
        && !spec.contents().hasWheels()
        && !spec.optimization().sharedLibrary();
  }

  /** The layer for an image that has more than its base, whatever the spec names. */
  List<Layer> missing(ImageSpec spec, List<Layer> image, ImagePrograms.Reader reader) {
    String key = "library cache 3\n" + LoaderView.of(store, image);
    Path made = store.file("library-cache", Digest.of(key), to -> write(reader.read(image), to));
    try {
      byte[] bytes = Files.readAllBytes(made);
      FileTree tree = new FileTree();
      tree.put(Entry.file(LoaderPaths.CACHE, 0644, Content.of(bytes)));
      return bytes.length == 0
          ? List.of()
          : List.of(layers.layer(spec, "library cache", key, scratch -> tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ImagePrograms files, Path target) throws IOException {
    Files.write(
        target,
        LoaderPaths.missingCache(files.tree(), files.programs())
            .map(LibraryCache::bytes)
            .orElse(new byte[0]));
  }
}
