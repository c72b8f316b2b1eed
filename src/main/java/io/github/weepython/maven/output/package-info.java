/**
 * Images come in; the files of {@code target/wee} go out, and are read back: tar, OCI layout,
 * digests, {@code images.json}, and whether they are up to date.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.output;
