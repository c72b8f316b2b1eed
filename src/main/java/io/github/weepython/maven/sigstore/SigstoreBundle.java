package io.github.weepython.maven.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A signature of a file or a statement, with all that proves it (bundle of protobuf-specs, 0.1 to
 * 0.3).
 *
 * @param certificate of the signer, valid for some minutes
 * @param digest the SHA-256 of what was signed, where the bundle says it
 * @param statement the payload of in-toto's statement, where that was signed
 * @param timestamps answers of timestamp authorities (RFC 3161)
 * @param proofRequired whether an entry without an inclusion proof is no proof: from 0.2 on
 */
record SigstoreBundle(
    X509Certificate certificate,
    byte[] signature,
    Optional<byte[]> digest,
    Optional<byte[]> statement,
    List<LogEntry> entries,
    List<byte[]> timestamps,
    boolean proofRequired) {
  private static final String PREFIX = "application/vnd.dev.sigstore.bundle";
  private static final Set<String> CHAINS =
      Set.of(PREFIX + "+json;version=0.1", PREFIX + "+json;version=0.2");
  private static final Set<String> SINGLE =
      Set.of(PREFIX + "+json;version=0.3", PREFIX + ".v0.3+json");

  /**
   * Reads a bundle.
   *
   * @throws SigstoreException when it isn't one, or is not of a file's signature by a certificate
   */
  static SigstoreBundle parse(byte[] json) {
    JsonNode root = Json.read(json);
    String type = Json.text(root, "mediaType");
    if (!CHAINS.contains(type) && !SINGLE.contains(type)) {
      throw new SigstoreException("it is a bundle of an unknown version: " + type);
    }
    JsonNode message = root.path("messageSignature");
    JsonNode envelope = root.path("dsseEnvelope");
    boolean file = message.isObject();
    if (file == envelope.isObject()) {
      throw new SigstoreException(
          "it is the signature of neither a file nor a statement (it needs one of messageSignature"
              + " and dsseEnvelope)");
    }
    JsonNode material = root.path("verificationMaterial");
    List<byte[]> timestamps =
        Json.list(material.path("timestampVerificationData").path("rfc3161Timestamps")).stream()
            .map(each -> Json.bytes(each, "signedTimestamp"))
            .toList();
    return new SigstoreBundle(
        certificate(material),
        file ? Json.bytes(message, "signature") : Envelope.signature(envelope),
        digest(message.path("messageDigest")),
        file ? Optional.empty() : Optional.of(Envelope.payload(envelope)),
        Json.list(material.path("tlogEntries")).stream().map(LogEntry::parse).toList(),
        timestamps,
        !type.endsWith("0.1"));
  }

  private static Optional<byte[]> digest(JsonNode said) {
    if (!said.has("digest")) {
      return Optional.empty();
    }
    String algorithm = said.path("algorithm").asText("");
    if (!algorithm.equals("SHA2_256")) {
      throw new SigstoreException("its digest is " + algorithm + "; expected SHA2_256");
    }
    return Optional.of(Json.bytes(said, "digest"));
  }

  private static X509Certificate certificate(JsonNode material) {
    JsonNode single = material.path("certificate");
    if (single.isObject()) {
      return Crypto.certificate(Json.bytes(single, "rawBytes"));
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (JsonNode certificate : material.path("x509CertificateChain").path("certificates")) {
      chain.add(Crypto.certificate(Json.bytes(certificate, "rawBytes")));
    }
    if (chain.isEmpty()) {
      throw new SigstoreException("it has no certificate of the signer");
    }
    for (X509Certificate x509Certificate : chain) {
      if (x509Certificate
          .getSubjectX500Principal()
          .equals(x509Certificate.getIssuerX500Principal())) {
        throw new SigstoreException(
            "it brings a root certificate of its own, which proves nothing");
      }
    }
    return chain.get(0);
  }
}
