package io.github.weepython.maven.report;

/**
 * A share of an image.
 *
 * @param name a file's path, or what a group of files is called
 * @param raw bytes as they are on disk
 * @param packed bytes of the compressed layer: a file's own deflated size, scaled so that all of a
 *     layer's files add up to the layer
 */
record SizeEntry(String name, long raw, double packed) {
  SizeEntry plus(SizeEntry other) {
    return new SizeEntry(name, raw + other.raw, packed + other.packed);
  }

  SizeEntry named(String other) {
    return new SizeEntry(other, raw, packed);
  }
}
