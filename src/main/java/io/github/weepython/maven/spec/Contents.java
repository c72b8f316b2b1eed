package io.github.weepython.maven.spec;

/**
 * What is in an image beside the interpreter and its standard library, and how it is packed.
 *
 * @param pip whether the pip layer is part of the image
 * @param stdlib what is there of each of its modules
 * @param compression of every layer
 */
public record Contents(boolean pip, Stdlib stdlib, Compression compression) {
  /** What an image has where the user wishes nothing else. */
  public static final Contents DEFAULT = new Contents(true, Stdlib.SOURCE_PYC, Compression.FAST);
}
