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
    PruneList prune = PruneList.of("prune/" + base.id() + ".list", spec.extras().keep());
    String key = "base 3 " + base.id() + "\n" + Lock.key(packages) + prune.key();
    LayerStore.Tree tree =
        scratch ->
            DistrolessBase.tree(
                scratch, fetcher.fetchAll(Lock.downloads(packages)), prune.pruned());
    return layers.layer(spec.created(), "base", key, tree);
  }
}
