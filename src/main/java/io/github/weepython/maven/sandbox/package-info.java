/**
 * A root of unpacked packages and a command come in; the command runs on that root with nothing
 * else of the host and no network, and its exit status goes out. The facts come from namespaces(7),
 * seccomp(2) and bwrap(1).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sandbox;
