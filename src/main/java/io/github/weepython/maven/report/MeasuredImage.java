package io.github.weepython.maven.report;

import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import java.util.List;

/**
 * One image, read once more.
 *
 * @param name with its first tag
 */
record MeasuredImage(
    String name, String digest, List<MeasuredLayer> layers, InstalledPackages packages) {
  MeasuredImage {
    layers = List.copyOf(layers);
  }

  long raw() {
    return layers.stream().mapToLong(MeasuredLayer::raw).sum();
  }

  long packed() {
    return layers.stream().mapToLong(MeasuredLayer::packed).sum();
  }
}
