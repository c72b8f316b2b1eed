package io.github.weepython.maven.output;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.spec.ImageSpec;
import java.util.Map;

/**
 * The image of one platform, and what was asked for.
 *
 * @param built its names and its files
 * @param annotations of its manifest
 */
public record PlatformImage(
    BuiltImage built, Image image, ImageSpec spec, Map<String, String> annotations) {
  public PlatformImage {
    annotations = Map.copyOf(annotations);
  }
}
