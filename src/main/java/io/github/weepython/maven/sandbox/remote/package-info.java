/**
 * What sandboxes outside this machine have in common: a build root as a layer, files in and out as
 * tar streams, the output of a job, and who owns it.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sandbox.remote;
