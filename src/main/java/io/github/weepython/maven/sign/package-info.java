/**
 * Signs what an image's proof says: a private key and a statement come in, a Sigstore bundle goes
 * out. The forms are those of DSSE 1.0, in-toto's statement 1, Sigstore's bundle 0.3 and cosign's
 * encrypted key.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sign;
