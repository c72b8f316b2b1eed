/**
 * A spec comes in; every input resolved goes out: packages, source, keyrings, build root. What is
 * resolved here is all that a build may use.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.inputs;
