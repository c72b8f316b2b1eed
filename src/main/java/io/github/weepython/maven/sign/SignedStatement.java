package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sigstore.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A statement about an image as it was found: in-toto's statement in a DSSE envelope in a Sigstore
 * bundle. Nothing of it is true before a key verifies it.
 */
public final class SignedStatement {
  private static final String PREFIX = "application/vnd.dev.sigstore.bundle.v0.";

  /** Versions 0.1 and 1 have the same fields. */
  private static final String STATEMENT = "https://in-toto.io/Statement/v";

  private final byte[] payload;
  private final List<byte[]> signatures;
  private final JsonNode statement;
  private final String hint;
  private final boolean keyless;

  private SignedStatement(
      byte[] payload, List<byte[]> signatures, JsonNode statement, JsonNode material) {
    this.payload = payload;
    this.signatures = signatures;
    this.statement = statement;
    this.hint = material.at("/publicKey/hint").asText("");
    this.keyless = material.has("certificate") || material.has("x509CertificateChain");
  }

  /** Whether an artifact of this type is one. */
  public static boolean isBundle(String mediaType) {
    return mediaType.startsWith(PREFIX)
        || mediaType.startsWith("application/vnd.dev.sigstore.bundle+json");
  }

  /**
   * Reads a bundle.
   *
   * @throws SignException when it is not one with a statement; the message goes on after "it"
   */
  public static SignedStatement parse(byte[] bundle) {
    try {
      JsonNode root = JSON.readTree(bundle);
      JsonNode envelope = root.path("dsseEnvelope");
      if (!envelope.isObject()) {
        throw new SignException("it holds no DSSE envelope");
      }
      String payloadType = envelope.path("payloadType").asText("");
      if (!payloadType.equals(Attestation.IN_TOTO)) {
        // Whoever signs other things with the same key has stated nothing about images by that.
        throw new SignException(
            "its payload is of type '%s', not a statement".formatted(payloadType));
      }
      byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText(""));
      JsonNode statement = JSON.readTree(payload);
      if (!statement.path("_type").asText("").startsWith(STATEMENT)) {
        throw new SignException("its payload is not a statement of in-toto");
      }
      List<byte[]> signatures = new ArrayList<>();
      for (JsonNode signature : envelope.path("signatures")) {
        signatures.add(Base64.getDecoder().decode(signature.path("sig").asText("")));
      }
      return new SignedStatement(payload, signatures, statement, root.path("verificationMaterial"));
    } catch (IOException | IllegalArgumentException e) {
      throw new SignException("it is damaged", e);
    }
  }

  /** The first of the keys that signed it. */
  public Optional<VerificationKey> signer(List<VerificationKey> keys) {
    byte[] message = Envelope.signed(Attestation.IN_TOTO, payload);
    return keys.stream()
        .filter(key -> signatures.stream().anyMatch(each -> key.verifies(message, each)))
        .findFirst();
  }

  /** What the bundle says which key signed it, to be shown only. */
  public String hint() {
    if (keyless) {
      return "a certificate";
    }
    return hint.isEmpty() ? "an unnamed key" : "the key " + hint;
  }

  /** Whether it brings a certificate for the key that signed it. */
  public boolean isKeyless() {
    return keyless;
  }

  /** What kind of statement it is, as {@link Attestation#SIGNATURE}. */
  public String predicateType() {
    return statement.path("predicateType").asText("");
  }

  /** What it states. */
  public JsonNode predicate() {
    return statement.path("predicate");
  }

  /** The digests that it is about, in OCI's form. */
  public List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    for (JsonNode node : statement.path("subject")) {
      subjects.add("sha256:" + node.at("/digest/sha256").asText(""));
    }
    return subjects;
  }

  /** Whether it is about this image, and about nothing else. */
  public boolean isAbout(Digest image) {
    return subjects().equals(List.of(image.oci()));
  }
}
