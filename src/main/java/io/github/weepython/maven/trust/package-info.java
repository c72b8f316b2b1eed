/**
 * Checks what an image in a registry says of itself: a reference, public keys and a policy come in,
 * a row for each thing that was checked goes out. What a statement must look like is written in the
 * room {@code sign}, what an image in OCI's image-spec.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.trust;
