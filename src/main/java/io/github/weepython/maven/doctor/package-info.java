/** Looks at a machine before a build does: sandboxes, cache, network, credentials. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.doctor;
