package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * For whoever keeps or sends it.
   *
   * @throws ImageException when a layer's file is gone
   */
  public ManifestWithBlobs bundle() {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    for (Layer layer : layers) {
      try {
        blobs.put(layer.digest(), Content.of(layer.blob()));
      } catch (IOException e) {
        throw new ImageException(
            "The layer " + layer.blob() + " is gone. Build the image anew.", e);
      }
    }
    blobs.put(id(), Content.of(config));
    return new ManifestWithBlobs(manifest, manifestMediaType, blobs, List.of());
  }
}
