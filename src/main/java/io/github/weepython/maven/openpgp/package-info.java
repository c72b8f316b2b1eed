/**
 * Certificates and signed bytes come in; signed content and who signed it go out. The facts are
 * from RFC 9580; Bouncy Castle does the mathematics.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.openpgp;
