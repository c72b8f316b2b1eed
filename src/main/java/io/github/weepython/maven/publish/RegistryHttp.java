package io.github.weepython.maven.publish;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.util.SslUtils;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.TransportHttpClient;
import io.github.weepython.maven.http.HttpClients;
import io.github.weepython.maven.http.TrustStores;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * jib's HTTP client, with three differences: it takes proxies and certificates as it is told; it
 * goes to a plain registry on this machine at once, which jib does only after two failed TLS
 * handshakes (about 2 s); and it remembers the digests of manifests by header, since jib fails to
 * parse ones that have annotations.
 */
final class RegistryHttp extends TransportHttpClient {
  private static final int PROBE_MILLIS = 1000;
  private static final String MANIFESTS = "/manifests/";

  private final boolean plain;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, byte[]> lists = new ConcurrentHashMap<>();
  private final AtomicBoolean keepsReferrers = new AtomicBoolean();

  private RegistryHttp(RegistryTransport way, boolean plain) {
    super(way.allowInsecure() || plain, plain, verifying(way), trusting(way));
    this.plain = plain;
  }

  static RegistryHttp of(String registry, RegistryTransport way) {
    URI uri = URI.create("http://" + registry);
    boolean plain =
        isLoopback(uri.getHost())
            && (way.proxy().apply(uri).type() == Proxy.Type.DIRECT
                ? answersPlainly(uri)
                : answersPlainly(uri, way));
    return new RegistryHttp(way, plain);
  }

  private static Supplier<HttpTransport> verifying(RegistryTransport way) {
    Optional<SSLContext> own = way.authority().map(TrustStores::with);
    // Else Java's own, which may hold a client's certificate (javax.net.ssl.keyStore).
    return once(
        () ->
            transport(
                way,
                () ->
                    own.map(SSLConnectionSocketFactory::new)
                        .orElseGet(SSLConnectionSocketFactory::getSystemSocketFactory)));
  }

  private static Supplier<HttpTransport> trusting(RegistryTransport way) {
    return once(
        () ->
            transport(
                way,
                () -> new SSLConnectionSocketFactory(trustAll(), NoopHostnameVerifier.INSTANCE)));
  }

  private static SSLContext trustAll() {
    try {
      return SslUtils.trustAllSSLContext();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static HttpTransport transport(
      RegistryTransport way, Supplier<LayeredConnectionSocketFactory> tls) {
    return new ApacheHttpTransport(
        HttpClients.builder(way.proxy())
            .setSSLSocketFactory(new LazySslSocketFactory(tls))
            // Of use for cookies, and there are none.
            .setPublicSuffixMatcher(new PublicSuffixMatcher(List.of(), List.of()))
            .build());
  }

  /**
   * One for the whole push, where jib makes one for each request: connections, and TLS sessions,
   * are used again. One that the registry closed meanwhile is found stale before it is used, and
   * where it closes just then, the request is tried again as after any broken connection.
   */
  private static Supplier<HttpTransport> once(Supplier<HttpTransport> make) {
    List<HttpTransport> made = new ArrayList<>(1);
    return () -> {
      synchronized (made) {
        if (made.isEmpty()) {
          made.add(make.get());
        }
        return made.get(0);
      }
    };
  }

  /** A proxy that meets TLS where it asked for plain HTTP answers with an error of its own. */
  private static boolean answersPlainly(URI uri, RegistryTransport way) {
    HttpGet get = new HttpGet(uri.resolve("/v2/"));
    try (CloseableHttpClient client = HttpClients.builder(way.proxy()).build();
        CloseableHttpResponse answer = client.execute(get)) {
      int status = answer.getStatusLine().getStatusCode();
      return status != 400 && status != 502 && status != 503 && status != 504;
    } catch (IOException e) {
      return true;
    }
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

  /** The bytes of the list of referrers last asked for by this tag; jib can't read it. */
  Optional<byte[]> list(String tag) {
    return Optional.ofNullable(lists.get(tag));
  }

  /** Whether the registry said of a manifest that it keeps it among its subject's referrers. */
  boolean keepsReferrers() {
    return keepsReferrers.get();
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    URL to = plain ? toHttp(url) : url;
    int manifests = url.getPath().indexOf(MANIFESTS);
    String name = manifests < 0 ? "" : url.getPath().substring(manifests + MANIFESTS.length());
    if (method.equals("GET") && name.startsWith("sha256-")) {
      // Asked for twice: a body is read once, and jib wants to read it too.
      try (Response response = super.call(method, to, request)) {
        lists.put(name, response.getBody().readAllBytes());
      }
    }
    Response response = super.call(method, to, request);
    if (method.equals("GET") && manifests > 0) {
      response.getHeader("Docker-Content-Digest").stream()
          .findFirst()
          .ifPresent(digest -> digests.put(name, digest));
    }
    if (method.equals("PUT") && !response.getHeader("OCI-Subject").isEmpty()) {
      keepsReferrers.set(true);
    }
    return response;
  }

  private static URL toHttp(URL url) throws IOException {
    return new URL("http", url.getHost(), url.getPort(), url.getFile());
  }
}
