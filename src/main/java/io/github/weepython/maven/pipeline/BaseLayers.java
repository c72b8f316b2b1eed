package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.debian.DistrolessBase;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import java.util.List;

/** The layer under the interpreter. */
final class BaseLayers {
  private final LayerStore layers;
  private final Fetcher fetcher;

  BaseLayers(LayerStore layers, Fetcher fetcher) {
    this.layers = layers;
    this.fetcher = fetcher;
  }

  Layer base(ImageSpec spec, Lock lock, Base base) {
    List<Lock.Input> packages = lock.bases().getOrDefault(base.id(), List.of());
    String prune = "prune/" + base.id() + ".list";
    String key = "base 2 " + base.id() + "\n" + Lock.key(packages) + Templates.text(prune);
    LayerStore.Tree tree =
        scratch ->
            DistrolessBase.tree(
                scratch, fetcher.fetchAll(Lock.downloads(packages)), Templates.patterns(prune));
    return layers.layer(spec.created(), "base", key, tree);
  }
}
