package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.http.entity.ContentType;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * Signs as whom the CI service vouches for: with a key that lives as long as this object, a
 * certificate that Sigstore's authority gives it for some minutes, and an entry in a public log
 * that says when it was used.
 */
public final class KeylessSigner implements Signer {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  /** A certificate that ends sooner is not used any more. */
  private static final int SPARE_SECONDS = 60;

  private final SigstoreServices services;
  private final Map<String, String> variables;
  private final SigstoreHttp http;
  private final InstantSource clock;
  private final SigningKey key = SigningKey.generate();
  private Optional<X509Certificate> certificate = Optional.empty();

  /**
   * A signer of this job.
   *
   * @param variables the environment, which has the identity token
   */
  public KeylessSigner(
      SigstoreServices services,
      Map<String, String> variables,
      Network network,
      Backoff backoff,
      InstantSource clock) {
    this.services = services;
    this.variables = Map.copyOf(variables);
    this.http = new SigstoreHttp(network, backoff);
    this.clock = clock;
  }

  /**
   * Gets the certificate, so that what is missing is known before anything is pushed.
   *
   * @throws SignException when there is no identity token, or the authority refuses it
   */
  public KeylessSigner certified() {
    certificate();
    return this;
  }

  @Override
  public byte[] sign(byte[] message) {
    certificate();
    return key.sign(message);
  }

  @Override
  public String id() {
    return Signer.idOf(SigstoreIdentity.of(certificate()));
  }

  /** Who trusts many identities by an asterisk knows the name of none, and looks for the second. */
  @Override
  public List<String> ids() {
    return List.of(id(), KEYLESS);
  }

  @Override
  public String name() {
    return "the identity " + Certificates.names(certificate());
  }

  @Override
  public ObjectNode material(ObjectNode envelope) {
    X509Certificate own = certificate();
    ObjectNode material = JSON.createObjectNode();
    material.putObject("certificate").put("rawBytes", BASE64.encodeToString(Certificates.der(own)));
    material.putArray("tlogEntries").add(logged(envelope, own));
    services
        .timestampAuthority()
        .ifPresent(
            authority ->
                material
                    .putObject("timestampVerificationData")
                    .putArray("rfc3161Timestamps")
                    .addObject()
                    .put("signedTimestamp", BASE64.encodeToString(timestamp(authority, envelope))));
    return material;
  }

  private synchronized X509Certificate certificate() {
    Instant now = clock.instant();
    if (certificate
        .filter(own -> now.plusSeconds(SPARE_SECONDS).isBefore(own.getNotAfter().toInstant()))
        .isEmpty()) {
      certificate = Optional.of(issued(IdentityToken.find(variables, http, now)));
    }
    return certificate.orElseThrow();
  }

  /** Fulcio's API, v2: the key's owner proves to have it by signing the identity's name. */
  private X509Certificate issued(IdentityToken token) {
    ObjectNode request = JSON.createObjectNode();
    request.putObject("credentials").put("oidcIdentityToken", token.text());
    ObjectNode wanted = request.putObject("publicKeyRequest");
    wanted.putObject("publicKey").put("algorithm", "ECDSA").put("content", key.publicPem());
    wanted.put(
        "proofOfPossession",
        BASE64.encodeToString(key.sign(token.subject().getBytes(StandardCharsets.UTF_8))));
    URI fulcio = URI.create(services.fulcio() + "/api/v2/signingCert");
    JsonNode answer = http.post(fulcio, request);
    JsonNode chain = answer.at("/signedCertificateEmbeddedSct/chain/certificates");
    if (!chain.path(0).isTextual()) {
      throw new SignException(
          fulcio + " answered without a certificate that has its log's promise (SCT) in it.");
    }
    return Certificates.read(chain.path(0).asText(""), fulcio);
  }

  /** Rekor's API, v1: the entry of an envelope, in the bundle's form. */
  private ObjectNode logged(ObjectNode envelope, X509Certificate own) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("apiVersion", "0.0.1").put("kind", "dsse");
    ObjectNode proposed = entry.putObject("spec").putObject("proposedContent");
    proposed.put("envelope", envelope.toString());
    proposed
        .putArray("verifiers")
        .add(
            BASE64.encodeToString(
                Certificates.pem("CERTIFICATE", Certificates.der(own))
                    .getBytes(StandardCharsets.UTF_8)));
    URI rekor = URI.create(services.rekor() + "/api/v1/log/entries");
    JsonNode answer = http.post(rekor, entry);
    JsonNode logged = answer.size() == 1 ? answer.elements().next() : answer;
    if (!logged.path("body").isTextual()) {
      throw new SignException(rekor + " answered without the entry that it made.");
    }
    return RekorEntry.bundled(logged);
  }

  private byte[] timestamp(URI authority, ObjectNode envelope) {
    byte[] signature = Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText(""));
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    byte[] imprint = HexFormat.of().parseHex(Digest.of(signature).hex());
    TimeStampRequest query = generator.generate(TSPAlgorithms.SHA256, imprint);
    try {
      byte[] answer = answer(authority, query);
      TimeStampResponse response = new TimeStampResponse(answer);
      response.validate(query);
      if (response.getTimeStampToken() == null) {
        throw new SignException(authority + " gave no timestamp: " + response.getStatusString());
      }
      return answer;
    } catch (IOException | TSPException e) {
      throw new SignException(
          authority + " answered with no timestamp of RFC 3161 (" + e.getMessage() + ").", e);
    }
  }

  /**
   * RFC 3161's query; Sigstore's own authority and its mock take JSON too, the mock nothing else.
   */
  private byte[] answer(URI authority, TimeStampRequest query) throws IOException {
    String accept = "application/timestamp-reply";
    try {
      ContentType type = ContentType.create("application/timestamp-query");
      return http.post(authority, query.getEncoded(), type, accept);
    } catch (SignException refused) {
      ObjectNode asked = JSON.createObjectNode();
      asked.put("artifactHash", BASE64.encodeToString(query.getMessageImprintDigest()));
      asked.put("hashAlgorithm", "sha256").put("certificates", true);
      byte[] body = asked.toString().getBytes(StandardCharsets.UTF_8);
      try {
        return http.post(authority, body, ContentType.APPLICATION_JSON, accept);
      } catch (SignException again) {
        refused.addSuppressed(again);
        throw refused;
      }
    }
  }
}
