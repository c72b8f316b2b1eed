/**
 * A CPython version comes in; its source tarball goes out, verified, with who vouches for it.
 * Tarballs come from Debian's pool, from upstream's site, or from where the user says. The facts
 * are from the layout of both sites and PEP 440.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.source;
