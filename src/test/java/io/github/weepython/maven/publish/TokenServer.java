package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Gives the tokens that docker-registry wants (distribution's spec/auth/jwt.md): to the user "wee"
 * with the password "right", for whatever is asked, signed by the key of a certificate.
 */
final class TokenServer implements AutoCloseable {
  // docker-registry takes a token for so long after its end.
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final String RIGHT = "Basic d2VlOnJpZ2h0";

  private final HttpServer server;
  private final PrivateKey key;
  private final String certificate;
  private final Duration life;
  private final List<String> scopes = new CopyOnWriteArrayList<>();
  private volatile String refused = "";
  private volatile int refusal;

  /**
   * @param life how long the registry takes a token
   */
  TokenServer(TestCertificate signer, Duration life) throws IOException, GeneralSecurityException {
    this.key =
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem(signer.key())));
    this.certificate = Base64.getEncoder().encodeToString(pem(signer.certificate()));
    this.life = life;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  private static byte[] pem(Path file) throws IOException {
    return Base64.getMimeDecoder()
        .decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was asked for, each time. */
  List<String> scopes() {
    return List.copyOf(scopes);
  }

  /** From now on a token is refused where a repository is among those that it is asked for. */
  void refuse(String repository, int status) {
    refused = "scope=repository:" + repository + ":";
    refusal = status;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query =
          URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
      boolean known = RIGHT.equals(exchange.getRequestHeaders().getFirst("Authorization"));
      if (known && !refused.isEmpty() && query.contains(refused)) {
        exchange.sendResponseHeaders(refusal, -1);
        return;
      }
      String body = known ? "{\"token\":\"" + token(query) + "\"}" : "who are you?";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String token(String query) throws IOException, GeneralSecurityException {
    ObjectNode header = JSON.createObjectNode().put("typ", "JWT").put("alg", "ES256");
    header.putArray("x5c").add(certificate);
    long now = Instant.now().getEpochSecond();
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", "test").put("sub", "wee").put("aud", "test");
    claims.put("exp", now - LEEWAY.toSeconds() + life.toSeconds());
    claims.put("nbf", now - 600).put("iat", now - 600).put("jti", UUID.randomUUID().toString());
    ArrayNode access = claims.putArray("access");
    for (String parameter : query.split("&")) {
      if (parameter.startsWith("scope=")) {
        scopes.add(parameter.substring("scope=".length()));
        String[] scope = parameter.substring("scope=".length()).split(":");
        ObjectNode one = access.addObject().put("type", scope[0]).put("name", scope[1]);
        List.of(scope[2].split(",")).forEach(one.putArray("actions")::add);
      }
    }
    String text =
        base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
