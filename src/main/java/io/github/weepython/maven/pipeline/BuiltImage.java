package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import java.nio.file.Path;
import java.util.List;

/**
 * One image of a build.
 *
 * @param folder where its files are
 */
public record BuiltImage(Flavour flavour, Base base, Image image, List<String> tags, Path folder) {
  public BuiltImage {
    tags = List.copyOf(tags);
  }

  /** What a registry knows the image by, as {@code sha256:} and digits. */
  public String digest() {
    return image.digest().oci();
  }
}
