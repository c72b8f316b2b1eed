package io.github.weepython.maven.sigstore;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Sigstore's certificate authority and transparency log, by the protocols of Fulcio (v2) and Rekor
 * (v1): they check what these check.
 */
public final class SigstoreServer implements AutoCloseable {
  public static final String ISSUER = "https://token.example.com";
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final SelfMadeSigstore sigstore =
      new SelfMadeSigstore(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final List<byte[]> leaves = new ArrayList<>();
  private final HttpServer server;
  private int outages;

  public SigstoreServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v2/signingCert", exchange -> answer(exchange, this::certificate));
    server.createContext("/api/v1/log/entries", exchange -> answer(exchange, this::logged));
    server.createContext("/token", this::token);
    server.start();
  }

  private interface Service {
    JsonNode answer(JsonNode request) throws IOException, GeneralSecurityException;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests are answered with 503. */
  public void failNext(int requests) {
    outages = requests;
  }

  /** A token as a CI service signs it; only this server believes it. */
  public String token(String subject, Instant expiry) {
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"sigstore\",\"exp\":%d}"
            .formatted(ISSUER, subject, expiry.getEpochSecond());
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return String.join(
        ".",
        url.encodeToString(utf8("{\"alg\":\"none\"}")),
        url.encodeToString(utf8(claims)),
        url.encodeToString(utf8("signature of the token")));
  }

  /** As GitHub Actions gives it to a job: for the audience that is asked for. */
  private void token(HttpExchange exchange) throws IOException {
    boolean known =
        "Bearer of-the-job".equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && exchange.getRequestURI().getQuery().endsWith("audience=sigstore");
    String token = token("repo:team/app", Instant.now().plusSeconds(300));
    send(exchange, known ? 200 : 401, JSON.createObjectNode().put("value", token));
  }

  private synchronized void answer(HttpExchange exchange, Service service) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (outages > 0) {
      outages--;
      send(exchange, 503, JSON.createObjectNode());
      return;
    }
    try {
      send(exchange, 201, service.answer(request));
    } catch (GeneralSecurityException | RuntimeException e) {
      send(exchange, 400, JSON.createObjectNode().put("message", String.valueOf(e.getMessage())));
    }
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private JsonNode certificate(JsonNode request) throws IOException, GeneralSecurityException {
    String[] token = request.at("/credentials/oidcIdentityToken").asText().split("\\.");
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token[1]));
    String subject = claims.path("sub").asText();
    JsonNode wanted = request.path("publicKeyRequest");
    PublicKey key = Crypto.key(unpem(wanted.at("/publicKey/content").asText())).orElseThrow();
    byte[] proof = Base64.getDecoder().decode(wanted.path("proofOfPossession").asText());
    if (!Crypto.signed(key, utf8(subject), proof)) {
      throw new IllegalArgumentException("There was an error processing the request: proof");
    }
    SigstoreIdentity identity = new SigstoreIdentity(subject, claims.path("iss").asText());
    byte[] certificate = sigstore.certificate(identity, key).getEncoded();
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("signedCertificateEmbeddedSct")
        .putObject("chain")
        .putArray("certificates")
        .add(
            "-----BEGIN CERTIFICATE-----\n" + lines(certificate) + "\n-----END CERTIFICATE-----\n");
    return answer;
  }

  private static String lines(byte[] der) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
  }

  private static byte[] unpem(String pem) {
    return Base64.getDecoder().decode(pem.replaceAll("-----[^-]*-----|\\s", ""));
  }

  private JsonNode logged(JsonNode request) throws IOException {
    JsonNode proposed = request.at("/spec/proposedContent");
    String text = proposed.path("envelope").asText();
    JsonNode envelope = JSON.readTree(text);
    String verifier = proposed.path("verifiers").path(0).asText();
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
    String signature = envelope.at("/signatures/0/sig").asText();
    PublicKey key =
        Crypto.certificate(
                unpem(new String(Base64.getDecoder().decode(verifier), StandardCharsets.US_ASCII)))
            .getPublicKey();
    if (!Crypto.signed(key, Envelope.signed(payload), Base64.getDecoder().decode(signature))) {
      throw new IllegalArgumentException("verifying signature: invalid");
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("apiVersion", "0.0.1").put("kind", "dsse");
    ObjectNode spec = body.putObject("spec");
    hash(spec.putObject("envelopeHash"), utf8(text));
    hash(spec.putObject("payloadHash"), payload);
    spec.putArray("signatures").addObject().put("signature", signature).put("verifier", verifier);
    return entry(BASE64.encodeToString(JSON.writeValueAsBytes(body)));
  }

  private static void hash(ObjectNode node, byte[] of) {
    node.put("algorithm", "sha256").put("value", HexFormat.of().formatHex(Crypto.sha256(of)));
  }

  private JsonNode entry(String body) {
    leaves.add(Crypto.sha256(new byte[] {0}, Base64.getDecoder().decode(body)));
    int index = leaves.size() - 1;
    byte[] root = root(leaves);
    ObjectNode entry = JSON.createObjectNode();
    entry.put("body", body).put("integratedTime", sigstore.signed().getEpochSecond());
    entry.put("logID", sigstore.logId()).put("logIndex", index);
    ObjectNode verification = entry.putObject("verification");
    verification.put("signedEntryTimestamp", BASE64.encodeToString(sigstore.promise(body, index)));
    ObjectNode proof = verification.putObject("inclusionProof");
    proof.put("logIndex", index).put("treeSize", leaves.size());
    proof.put("rootHash", HexFormat.of().formatHex(root));
    proof.put("checkpoint", sigstore.checkpoint(leaves.size(), root));
    ArrayNode hashes = proof.putArray("hashes");
    path(leaves).forEach(hash -> hashes.add(HexFormat.of().formatHex(hash)));
    ObjectNode answer = JSON.createObjectNode();
    answer.set(HexFormat.of().formatHex(leaves.get(index)), entry);
    return answer;
  }

  /** RFC 6962, 2.1. */
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    return Crypto.sha256(
        new byte[] {1}, root(leaves.subList(0, half)), root(leaves.subList(half, leaves.size())));
  }

  /** RFC 6962, 2.1.1, of the last leaf. */
  private static List<byte[]> path(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> path = path(leaves.subList(half, leaves.size()));
    path.add(root(leaves.subList(0, half)));
    return path;
  }

  public String trustedRoot() {
    return sigstore.trustedRoot();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
