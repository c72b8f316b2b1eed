package io.github.weepython.maven.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whom a Sigstore verifier trusts (trusted_root.json of protobuf-specs).
 *
 * @param transparencyLogs Rekor's
 * @param certificateLogs of certificate transparency
 * @param authorities that issue certificates to signers
 * @param timestampAuthorities that say when something was signed (RFC 3161)
 */
public record TrustedRoot(
    List<Log> transparencyLogs,
    List<Log> certificateLogs,
    List<Authority> authorities,
    List<Authority> timestampAuthorities) {
  /** From when until when something counts, both inclusive. */
  record Validity(Instant start, Instant end) {
    boolean contains(Instant time) {
      return !time.isBefore(start) && !time.isAfter(end);
    }
  }

  /**
   * A log and its key.
   *
   * @param host the name by which it signs
   */
  record Log(byte[] id, String host, PublicKey key, Validity validity) {}

  /**
   * Certificates from the one that signs up to the root.
   *
   * @param chain at least one
   */
  record Authority(List<X509Certificate> chain, Validity validity) {}

  /**
   * Reads a trusted_root.json.
   *
   * @throws SigstoreException when it isn't one
   */
  public static TrustedRoot parse(byte[] json) {
    JsonNode root = Json.read(json);
    return new TrustedRoot(
        logs(root.path("tlogs")),
        logs(root.path("ctlogs")),
        authorities(root.path("certificateAuthorities")),
        authorities(root.path("timestampAuthorities")));
  }

  /** The log with an id, if it is trusted. */
  static Optional<Log> find(List<Log> logs, byte[] id) {
    return logs.stream().filter(log -> Arrays.equals(log.id(), id)).findFirst();
  }

  private static List<Log> logs(JsonNode all) {
    List<Log> logs = new ArrayList<>();
    for (JsonNode node : all) {
      JsonNode key = node.path("publicKey");
      String host = node.path("baseUrl").asText("").replaceFirst("^https?://([^/]*).*", "$1");
      byte[] id = Json.bytes(node.path("logId"), "keyId");
      // Keys of kinds that the JDK can't read have retired long ago.
      Crypto.key(Json.bytes(key, "rawBytes"))
          .ifPresent(known -> logs.add(new Log(id, host, known, validity(key.path("validFor")))));
    }
    return logs;
  }

  private static List<Authority> authorities(JsonNode all) {
    List<Authority> authorities = new ArrayList<>();
    for (JsonNode node : all) {
      List<X509Certificate> chain =
          Json.list(node.path("certChain").path("certificates")).stream()
              .map(certificate -> Crypto.certificate(Json.bytes(certificate, "rawBytes")))
              .toList();
      if (chain.isEmpty()) {
        throw new SigstoreException("an authority of the trusted root has no certificate");
      }
      authorities.add(new Authority(chain, validity(node.path("validFor"))));
    }
    return authorities;
  }

  private static Validity validity(JsonNode validFor) {
    return new Validity(
        time(Json.text(validFor, "start")),
        validFor.hasNonNull("end") ? time(Json.text(validFor, "end")) : Instant.MAX);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new SigstoreException("'" + text + "' in the trusted root is not a time", e);
    }
  }
}
