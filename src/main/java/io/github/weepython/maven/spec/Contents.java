package io.github.weepython.maven.spec;

/**
 * What is in an image beside the interpreter and its standard library.
 *
 * @param pip whether the pip layer is part of the image
 */
public record Contents(boolean pip) {
  /** What an image has where the user wishes nothing else. */
  public static final Contents DEFAULT = new Contents(true);
}
