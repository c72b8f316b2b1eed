package io.github.weepython.maven.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody who stands for statements, and what proves that it was them. */
public interface Signer {
  /** The id of all whose certificates a CI service vouches for. */
  String KEYLESS = "keyless";

  /**
   * Signs a message.
   *
   * @param message what DSSE has signed, its pre-authentication encoding
   * @return of ECDSA a signature in ASN.1, of Ed25519 the 64 bytes
   * @throws SignException when it can't be done
   */
  byte[] sign(byte[] message);

  /**
   * What a verifier needs besides the envelope: the {@code verificationMaterial} of a Sigstore
   * bundle.
   *
   * @param envelope the signed DSSE envelope
   * @throws SignException when it can't be had
   */
  ObjectNode material(ObjectNode envelope);

  /** A short name for files: the start of a key's digest, or {@link #KEYLESS}. */
  String id();

  /** Who it is, for the log: {@code the key ...}. */
  String name();
}
