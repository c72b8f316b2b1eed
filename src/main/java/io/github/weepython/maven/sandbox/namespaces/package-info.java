/**
 * Runs a job on this machine in namespaces, through bubblewrap. The facts come from namespaces(7),
 * seccomp(2) and bwrap(1).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sandbox.namespaces;
