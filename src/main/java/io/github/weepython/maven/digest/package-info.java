/** SHA-256 digests of bytes and files, as every other room names its inputs and results. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.digest;
