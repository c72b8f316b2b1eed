/**
 * A Sigstore bundle and the digest of a file come in; when and by whom the file was signed goes
 * out, or the reason why the bundle does not say so. Nothing is asked of the network. The facts are
 * from the bundle's protobuf-specs, RFC 6962 (Merkle proofs, SCTs), RFC 3161 (timestamps), C2SP's
 * signed notes (checkpoints), and Fulcio's certificate specification.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sigstore;
