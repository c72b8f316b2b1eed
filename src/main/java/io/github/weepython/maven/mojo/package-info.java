/** Maven's world comes in, becomes a spec, goes through the pipeline, and its result goes back. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.mojo;
