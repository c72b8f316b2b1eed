package io.github.weepython.maven.sigstore;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** The JDK's cryptography, with what Sigstore's keys need. */
final class Crypto {
  private static final List<String> KEYS = List.of("EC", "Ed25519", "RSA");

  private Crypto() {}

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a SubjectPublicKeyInfo; empty for kinds that the JDK doesn't know. */
  static Optional<PublicKey> key(byte[] spki) {
    for (String kind : KEYS) {
      try {
        return Optional.of(
            KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(spki)));
      } catch (GeneralSecurityException e) {
        // It is of another kind.
      }
    }
    return Optional.empty();
  }

  static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new SigstoreException("a certificate in it is unreadable: " + e.getMessage(), e);
    }
  }

  /** Whether a log's key signed a message. */
  static boolean signed(PublicKey key, byte[] message, byte[] signature) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "Ed25519";
        };
    return verify(algorithm, key, message, signature);
  }

  /** Whether a key of an elliptic curve signed a message of which only the SHA-256 is known. */
  static boolean signedDigest(PublicKey key, byte[] sha256, byte[] signature) {
    return key instanceof ECKey && verify("NONEwithECDSA", key, sha256, signature);
  }

  private static boolean verify(String algorithm, PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // not even in the form of a signature
    }
  }
}
