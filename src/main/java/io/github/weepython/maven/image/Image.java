package io.github.weepython.maven.image;

import io.github.weepython.maven.store.Digest;
import java.util.List;

/**
 * An image of one platform, complete down to its bytes.
 *
 * @param layers bottom first
 * @param config the config JSON's exact bytes; their digest is the image ID
 * @param manifest the manifest JSON's exact bytes; their digest is the image's digest
 * @param manifestMediaType OCI's or Docker's
 */
public record Image(List<Layer> layers, byte[] config, byte[] manifest, String manifestMediaType) {
  public Image {
    layers = List.copyOf(layers);
  }

  /** What Docker shows as image ID. */
  public Digest id() {
    return Digest.of(config);
  }

  /** What a registry knows the image by. */
  public Digest digest() {
    return Digest.of(manifest);
  }
}
