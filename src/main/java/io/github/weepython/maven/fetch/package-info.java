/**
 * Files whose digest is known come in by HTTP or from disk and go out verified, from the cache
 * where it has them. Small signed files are asked for anew and are verified by who asked. The facts
 * come from RFC 9110 (status codes, Range, Retry-After).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.fetch;
