/**
 * Bytes come in and go out deflated (RFC 1951), the same on every Java: java.util.zip calls the
 * zlib that each Java brings or finds, whose output differs from one to the next. The slow way is a
 * search for the cheapest choice of matches, as in libdeflate's and zopfli's highest levels.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.archive.deflate;
