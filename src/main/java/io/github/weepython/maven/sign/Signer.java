package io.github.weepython.maven.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import java.util.List;

/** Signs statements, and supplies what a verifier needs to know whose signature it is. */
public interface Signer {
  /** The id that the first of all signers without a key takes, whoever that is. */
  String KEYLESS = "keyless";

  /** The id of one identity. */
  static String idOf(SigstoreIdentity identity) {
    String who = identity.issuer() + "\n" + identity.subject();
    return KEYLESS + "-" + VerificationKey.id(Digest.of(who));
  }

  /**
   * Signs a message.
   *
   * @param message what DSSE has signed, its pre-authentication encoding
   * @return of ECDSA a signature in ASN.1, of Ed25519 the 64 bytes
   * @throws SignException when it can't be done
   */
  byte[] sign(byte[] message);

  /**
   * What a verifier needs in addition to the envelope: the {@code verificationMaterial} of a
   * Sigstore bundle.
   *
   * @param envelope the signed DSSE envelope
   * @throws SignException when it can't be obtained
   */
  ObjectNode material(ObjectNode envelope);

  /** A short name for files: the start of a key's digest, or that of an identity. */
  String id();

  /** The names under which its signature of a file is kept where no other signature is. */
  default List<String> ids() {
    return List.of(id());
  }

  /** Who it is, for the log: {@code the key ...}. */
  String name();
}
