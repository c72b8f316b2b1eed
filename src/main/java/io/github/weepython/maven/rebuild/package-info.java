/**
 * Makes the proof of an image checkable: a spec is written into its provenance and read back, and
 * two images are compared down to the first file that differs.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.rebuild;
