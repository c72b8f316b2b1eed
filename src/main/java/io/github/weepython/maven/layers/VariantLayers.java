package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The layers of a variant: those of its image, and what it has more on top of them. */
public final class VariantLayers {
  private final BaseLayers bases;
  private final LayerStore layers;
  private final LibraryCacheLayer libraries;
  private final ClosureCheck closure;

  public VariantLayers(
      BaseLayers bases, LayerStore layers, LibraryCacheLayer libraries, ClosureCheck closure) {
    this.bases = bases;
    this.layers = layers;
    this.libraries = libraries;
    this.closure = closure;
  }

  /**
   * All of them, lowest first.
   *
   * @param image the layers of the image that it is a variant of
   * @param symbolsKey all that the debug symbols depend on
   * @param symbols a root with the interpreter's debug symbols, made when it is asked for
   */
  public List<Layer> layers(
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
    all.addAll(libraries.missing(spec, List.copyOf(all)));
    closure.checkVariant(spec, base, all);
    return all;
  }
}
