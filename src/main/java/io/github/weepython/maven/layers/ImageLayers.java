package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The layers of an image, lowest first: a base, Python, the user's files, and what follows of all.
 */
public final class ImageLayers {
  private final LayerStore layers;
  private final StaleBytecode bytecode;
  private final LibraryCacheLayer libraries;
  private final ClosureCheck closure;
  private final BaseLayers bases;

  public ImageLayers(Store store, LayerStore layers, BaseLayers bases, Progress progress) {
    this.layers = layers;
    this.bases = bases;
    this.bytecode = new StaleBytecode(store);
    this.libraries = new LibraryCacheLayer(store, layers);
    this.closure = new ClosureCheck(store, progress);
  }

  /**
   * All of an image.
   *
   * @param below its base
   * @param python interpreter, library and site packages
   * @throws io.github.weepython.maven.elf.ElfException when a program lacks a library
   */
  public List<Layer> image(ImageSpec spec, Base base, Layer below, List<Layer> python) {
    List<Layer> all = new ArrayList<>(List.of(below));
    all.addAll(python);
    all.addAll(FilesLayer.layers(spec, layers, () -> bytecode.paths(List.copyOf(all))));
    ImagePrograms.Reader reader = new ImagePrograms.Reader();
    all.addAll(libraries.layers(spec, List.copyOf(all), reader));
    closure.check(spec, base, all, reader);
    return all;
  }

  /**
   * All of a variant: those of its image, and what it has more on top of them.
   *
   * @param image the layers of the image that it is a variant of
   * @param symbolsKey all that the debug symbols depend on
   * @param symbols a root with the interpreter's debug symbols, made when it is asked for
   */
  public List<Layer> variant(
      ImageSpec spec,
      Lock lock,
      Base base,
      Variant variant,
      List<Layer> image,
      String symbolsKey,
      Supplier<Path> symbols) {
    List<Layer> all = new ArrayList<>(image);
    all.add(bases.variant(spec, lock, base, variant));
    if (variant == Variant.DEBUG) {
      all.add(
          layers.layer(
              spec, "debug symbols", symbolsKey, scratch -> TreeReader.read(symbols.get())));
    }
    ImagePrograms.Reader reader = new ImagePrograms.Reader();
    all.addAll(libraries.missing(spec, List.copyOf(all), reader));
    closure.checkVariant(spec, base, all, reader);
    return all;
  }
}
