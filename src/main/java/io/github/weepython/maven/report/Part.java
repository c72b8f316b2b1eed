package io.github.weepython.maven.report;

/**
 * A share of an image.
 *
 * @param name a file's path, or what a group of files is called
 * @param raw bytes as they are on disk
 * @param packed bytes of the compressed layer: a file's own deflated size, scaled so that all of a
 *     layer's files add up to the layer
 */
record Part(String name, long raw, double packed) {
  Part plus(Part other) {
    return new Part(name, raw + other.raw, packed + other.packed);
  }

  Part named(String other) {
    return new Part(other, raw, packed);
  }
}
