/** What an image says of itself: labels, the list of patches, the SBOM. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.metadata;
