/**
 * A build root and a source tree come in; an install tree goes out, compiled by the script of
 * templates/compile in a sandbox. The facts come from CPython's configure and Makefile.pre.in,
 * namespaces(7) and bwrap(1).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.compile;
