/** wee: small, optimized, verified, reproducible CPython container images, built by Maven. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven;
