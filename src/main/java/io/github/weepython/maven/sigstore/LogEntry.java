package io.github.weepython.maven.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a transparency log wrote down of a signature.
 *
 * @param body the entry as the log hashed it
 * @param promise the log's signature of the entry and its time (SET); Rekor 1 only
 */
record LogEntry(
    byte[] logId,
    long index,
    long integratedTime,
    byte[] body,
    Optional<byte[]> promise,
    Optional<InclusionProof> proof) {
  static LogEntry parse(JsonNode entry) {
    JsonNode promise = entry.path("inclusionPromise");
    JsonNode proof = entry.path("inclusionProof");
    return new LogEntry(
        Json.bytes(entry.path("logId"), "keyId"),
        Json.number(entry, "logIndex"),
        Json.number(entry, "integratedTime"),
        Json.bytes(entry, "canonicalizedBody"),
        promise.has("signedEntryTimestamp")
            ? Optional.of(Json.bytes(promise, "signedEntryTimestamp"))
            : Optional.empty(),
        // Without what the log signed of its tree, as in bundles of 2024, it proves nothing.
        proof.path("checkpoint").has("envelope")
            ? Optional.of(InclusionProof.parse(proof))
            : Optional.empty());
  }

  /**
   * Sees that a trusted log has this entry.
   *
   * @param proofRequired whether a promise alone won't do
   * @return when the log says that it was told, if it says so
   * @throws SigstoreException with the reason why not
   */
  Optional<Instant> verify(TrustedRoot root, boolean proofRequired) {
    TrustedRoot.Log log =
        TrustedRoot.find(root.transparencyLogs(), logId)
            .orElseThrow(
                () ->
                    new SigstoreException(
                        "its entry is of a transparency log that is not trusted: "
                            + HexFormat.of().formatHex(logId)));
    if (proof.isEmpty() && (proofRequired || promise.isEmpty())) {
      throw new SigstoreException("its log entry has no inclusion proof");
    }
    proof.ifPresent(found -> found.verify(body, log));
    return promise.map(signature -> promised(log, signature));
  }

  private Instant promised(TrustedRoot.Log log, byte[] signature) {
    String signed =
        "{\"body\":\"%s\",\"integratedTime\":%s,\"logID\":\"%s\",\"logIndex\":%s}"
            .formatted(
                Base64.getEncoder().encodeToString(body),
                integratedTime,
                HexFormat.of().formatHex(logId),
                index);
    if (!Crypto.signed(log.key(), signed.getBytes(StandardCharsets.UTF_8), signature)) {
      throw new SigstoreException("the log's signature of the entry's time does not hold");
    }
    Instant time = Instant.ofEpochSecond(integratedTime);
    if (!log.validity().contains(time)) {
      throw new SigstoreException("the log's key was not valid at the entry's time, " + time);
    }
    return time;
  }

  /**
   * Sees that the entry is of this signature.
   *
   * @param statement whether a statement was signed rather than a file
   * @param digest the SHA-256 of the file or statement
   * @throws SigstoreException naming what differs
   */
  void check(boolean statement, byte[] digest, byte[] signature, X509Certificate certificate) {
    JsonNode entry = Json.read(body);
    String kind = entry.path("kind").asText("") + " " + entry.path("apiVersion").asText("");
    JsonNode spec = entry.path("spec");
    if (statement != kind.startsWith("dsse ")) {
      throw new SigstoreException("its log entry is of another kind of signature: " + kind);
    }
    switch (kind) {
      case "dsse 0.0.1" -> {
        if (spec.has("proposedContent")) {
          proposed(spec.path("proposedContent"), digest, signature, certificate);
          return;
        }
        JsonNode signed = only(spec.path("signatures"));
        same("digest", hash(spec.path("payloadHash")), digest);
        same("signature", Json.bytes(signed, "signature"), signature);
        same("certificate", pem(Json.bytes(signed, "verifier")), der(certificate));
      }
      case "dsse 0.0.2" -> {
        JsonNode record = spec.path("dsseV002");
        JsonNode signed = only(record.path("signatures"));
        same("digest", Json.bytes(record.path("payloadHash"), "digest"), digest);
        same("signature", Json.bytes(signed, "content"), signature);
        JsonNode verifier = signed.path("verifier").path("x509Certificate");
        same("certificate", Json.bytes(verifier, "rawBytes"), der(certificate));
      }
      case "hashedrekord 0.0.1" -> {
        JsonNode signed = spec.path("signature");
        same("digest", hash(spec.path("data").path("hash")), digest);
        same("signature", Json.bytes(signed, "content"), signature);
        same("certificate", pem(Json.bytes(signed.path("publicKey"), "content")), der(certificate));
      }
      case "hashedrekord 0.0.2" -> {
        JsonNode record = spec.path("hashedRekordV002");
        JsonNode signed = record.path("signature");
        same("digest", Json.bytes(record.path("data"), "digest"), digest);
        same("signature", Json.bytes(signed, "content"), signature);
        JsonNode verifier = signed.path("verifier").path("x509Certificate");
        same("certificate", Json.bytes(verifier, "rawBytes"), der(certificate));
      }
      default -> throw new SigstoreException("its log entry is of an unknown kind: " + kind);
    }
  }

  /**
   * A log, such as Sigstore's own mock, that keeps an entry in the form in which it was proposed.
   */
  private static void proposed(
      JsonNode content, byte[] digest, byte[] signature, X509Certificate certificate) {
    JsonNode envelope = Json.read(Json.text(content, "envelope").getBytes(StandardCharsets.UTF_8));
    same("digest", Crypto.sha256(Envelope.payload(envelope)), digest);
    same("signature", Envelope.signature(envelope), signature);
    byte[] verifier =
        Json.base64(only(content.path("verifiers")).asText(""), "log entry's verifier");
    same("certificate", pem(verifier), der(certificate));
  }

  private static JsonNode only(JsonNode signatures) {
    if (signatures.size() != 1) {
      throw new SigstoreException("its log entry has " + signatures.size() + " signatures, not 1");
    }
    return signatures.path(0);
  }

  private static byte[] hash(JsonNode hash) {
    String algorithm = hash.path("algorithm").asText("");
    if (!algorithm.equals("sha256")) {
      throw new SigstoreException("its log entry has a digest of " + algorithm + ", not sha256");
    }
    try {
      return HexFormat.of().parseHex(Json.text(hash, "value"));
    } catch (IllegalArgumentException e) {
      throw new SigstoreException("its log entry has a digest that is not hexadecimal", e);
    }
  }

  private static void same(String what, byte[] logged, byte[] expected) {
    if (!Arrays.equals(logged, expected)) {
      throw new SigstoreException("its log entry has another " + what);
    }
  }

  private static byte[] pem(byte[] text) {
    String base64 =
        new String(text, StandardCharsets.US_ASCII).replaceAll("-----[^-]*-----|\\s", "");
    return Json.base64(base64, "entry's certificate");
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new SigstoreException("its certificate is unreadable", e);
    }
  }
}
