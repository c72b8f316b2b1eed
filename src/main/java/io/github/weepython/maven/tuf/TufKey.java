package io.github.weepython.maven.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key of a root's, of one of the schemes of the specification (section 4.2).
 *
 * @param scheme how it signs
 */
record TufKey(PublicKey key, String scheme) {
  /** A SubjectPublicKeyInfo of Ed25519 up to the key's 32 bytes (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Empty for a kind that is not known: it counts for no threshold. */
  static Optional<TufKey> parse(JsonNode node) {
    String scheme = node.path("scheme").asText("");
    String text = node.path("keyval").path("public").asText("");
    try {
      return switch (scheme) {
        case "ed25519" -> Optional.of(new TufKey(key("Ed25519", ed25519(text)), scheme));
        case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384" ->
            Optional.of(new TufKey(key("EC", pem(text)), scheme));
        case "rsassa-pss-sha256" -> Optional.of(new TufKey(key("RSA", pem(text)), scheme));
        default -> Optional.empty();
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PublicKey key(String algorithm, byte[] spki) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
  }

  private static byte[] ed25519(String hex) {
    ByteArrayOutputStream spki = new ByteArrayOutputStream();
    spki.writeBytes(ED25519);
    spki.writeBytes(HexFormat.of().parseHex(hex));
    return spki.toByteArray();
  }

  private static byte[] pem(String text) {
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]*-----", ""));
  }

  /** Whether it signed a message. */
  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature verifier = verifier();
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // not even in the form of a signature
    }
  }

  private Signature verifier() throws GeneralSecurityException {
    switch (scheme) {
      case "ed25519":
        return Signature.getInstance("Ed25519");
      case "ecdsa-sha2-nistp256":
        return Signature.getInstance("SHA256withECDSA");
      case "ecdsa-sha2-nistp384":
        return Signature.getInstance("SHA384withECDSA");
      default:
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return pss;
    }
  }
}
