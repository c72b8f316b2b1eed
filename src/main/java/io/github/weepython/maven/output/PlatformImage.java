package io.github.weepython.maven.output;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.spec.ImageSpec;
import java.util.Map;

/**
 * The image of one platform, and what was asked for.
 *
 * @param built its names and its files
 * @param labels what its config says of it
 */
public record PlatformImage(
    BuiltImage built, Image image, ImageSpec spec, Map<String, String> labels) {
  public PlatformImage {
    labels = Map.copyOf(labels);
  }
}
