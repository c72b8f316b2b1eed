/** What is left out of an image, by the lists of {@code templates/prune}, and what that saves. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.prune;
