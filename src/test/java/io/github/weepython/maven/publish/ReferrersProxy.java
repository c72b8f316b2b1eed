package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A real registry with the referrers API before it, which Debian's lacks: the list under the tag,
 * one descriptor a page.
 */
public final class ReferrersProxy implements AutoCloseable {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int registry;
  private final boolean endless;
  private volatile Optional<String> forged = Optional.empty();

  /**
   * Starts it.
   *
   * @param registry the port of the registry
   * @param endless whether the last page names the first one as the next
   */
  public ReferrersProxy(int registry, boolean endless) throws IOException {
    this.registry = registry;
    this.endless = endless;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on all lists are this, also those under tags. */
  public void forge(String list) {
    forged = Optional.of(list);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean list = path.contains("/referrers/") || path.contains("/manifests/sha256-");
    try (exchange) {
      if (list && forged.isPresent()) {
        exchange.getResponseHeaders().set("Content-Type", INDEX);
        send(exchange, 200, forged.get().getBytes(StandardCharsets.UTF_8));
        return;
      }
      if (path.contains("/referrers/")) {
        page(exchange, path);
        return;
      }
      HttpResponse<byte[]> real = get(path, exchange.getRequestHeaders().getFirst("Accept"));
      real.headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      send(exchange, real.statusCode(), real.body());
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int page = query == null ? 0 : Integer.parseInt(query.replaceAll("\\D", ""));
    HttpResponse<byte[]> tagged =
        get(path.replace("/referrers/sha256:", "/manifests/sha256-"), null);
    JsonNode all = JSON.readTree(tagged.body()).path("manifests");
    ObjectNode answer = JSON.createObjectNode();
    answer.put("schemaVersion", 2).put("mediaType", INDEX);
    if (all.has(page)) {
      answer.putArray("manifests").add(all.get(page));
    }
    int next = page + 1 < all.size() ? page + 1 : 0;
    if (next > 0 || endless) {
      exchange.getResponseHeaders().set("Link", "<%s?page=%d>; rel=\"next\"".formatted(path, next));
    }
    exchange.getResponseHeaders().set("Content-Type", answer.path("mediaType").asText());
    send(exchange, 200, JSON.writeValueAsBytes(answer));
  }

  private HttpResponse<byte[]> get(String path, String accept) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + registry + path));
    request.header("Accept", accept == null ? INDEX : accept);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
