/**
 * A spec comes in and goes through every room, one after the other; images and the files of {@code
 * target/wee} go out. What each step made is kept in the store by what went into it.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.pipeline;
