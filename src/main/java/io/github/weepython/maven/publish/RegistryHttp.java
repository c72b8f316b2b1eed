package io.github.weepython.maven.publish;

import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * jib's HTTP client, with two differences: it goes to a plain registry on this machine at once,
 * which jib does only after two failed TLS handshakes (about 2 s); and it remembers the digests of
 * manifests by header, since jib fails to parse ones that have annotations.
 */
final class RegistryHttp extends FailoverHttpClient {
  private static final int PROBE_MILLIS = 1000;

  private final boolean plain;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  private RegistryHttp(boolean insecure, boolean plain) {
    super(insecure || plain, plain, event -> {});
    this.plain = plain;
  }

  static RegistryHttp of(String registry, boolean allowInsecure) {
    URI uri = URI.create("http://" + registry);
    return new RegistryHttp(allowInsecure, isLoopback(uri.getHost()) && answersPlainly(uri));
  }

  /** By name alone: a DNS answer must not decide whether TLS is needed. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** A TLS server answers this with an alert, or with 400 in plain text as Go and nginx do. */
  private static boolean answersPlainly(URI uri) {
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      String request = "GET /v2/ HTTP/1.0\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return answer.startsWith("HTTP/") && !answer.endsWith(" 400");
    } catch (IOException e) {
      return true; // Nobody there, or a sick one: the push itself will tell.
    }
  }

  /** The digest of the manifest last asked for by this tag. */
  Optional<String> digest(String tag) {
    return Optional.ofNullable(digests.get(tag));
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    Response response = super.call(method, plain ? toHttp(url) : url, request);
    int manifests = url.getPath().indexOf("/manifests/");
    if (method.equals("GET") && manifests > 0) {
      response.getHeader("Docker-Content-Digest").stream()
          .findFirst()
          .ifPresent(digest -> digests.put(url.getPath().substring(manifests + 11), digest));
    }
    return response;
  }

  private static URL toHttp(URL url) throws IOException {
    return new URL("http", url.getHost(), url.getPort(), url.getFile());
  }
}
