package io.github.weepython.maven.publish;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.util.SslUtils;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.http.TransportHttpClient;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.http.HttpClients;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.http.TrustStores;
import io.github.weepython.maven.http.UnsafeRedirectException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

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
  private final String authority;
  private final RegistryTransport way;
  private final Duration commitTimeout;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private final Map<String, byte[]> lists = new ConcurrentHashMap<>();
  private final AtomicBoolean keepsReferrers = new AtomicBoolean();
  private final AtomicReference<@Nullable Request> asked = new AtomicReference<>();

  private RegistryHttp(
      String registry,
      RegistryTransport way,
      boolean plain,
      CredentialGuard guard,
      Duration commitTimeout) {
    // What may be spoken to plainly is this registry, and none that it refers to.
    super(
        way.allowInsecure() || plain,
        plain,
        verifying(way, guard),
        way.allowInsecure() ? trusting(way, guard) : verifying(way, guard));
    this.plain = plain;
    this.authority = registry;
    this.way = way;
    this.commitTimeout = commitTimeout;
  }

  /**
   * @param commitTimeout how long the registry may take to answer once it has a whole blob or
   *     manifest
   */
  static RegistryHttp of(String registry, RegistryTransport way, Duration commitTimeout) {
    URI uri = URI.create("http://" + registry);
    boolean plain =
        Origin.isLoopback(uri.getHost())
            && (way.proxy().apply(uri).type() == Proxy.Type.DIRECT
                ? answersPlainly(uri)
                : answersPlainly(uri, way));
    CredentialGuard guard = new CredentialGuard(registry, plain);
    return new RegistryHttp(registry, way, plain, guard, commitTimeout);
  }

  private static Supplier<HttpTransport> verifying(RegistryTransport way, CredentialGuard guard) {
    Optional<SSLContext> own = way.authority().map(TrustStores::with);
    return once(() -> transport(way, guard, () -> RegistryClients.tls(own)));
  }

  private static Supplier<HttpTransport> trusting(RegistryTransport way, CredentialGuard guard) {
    return once(
        () ->
            transport(
                way,
                guard,
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
      RegistryTransport way, CredentialGuard guard, Supplier<LayeredConnectionSocketFactory> tls) {
    return new ApacheHttpTransport(RegistryClients.builder(way, guard, tls).build());
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

  /** What the registry says it has stored as the manifest last sent under this tag or digest. */
  Optional<String> stored(String tagOrDigest) {
    return Optional.ofNullable(stored.get(tagOrDigest));
  }

  /** The bytes of the list of referrers last asked for by this tag; jib can't read it. */
  Optional<byte[]> list(String tag) {
    return Optional.ofNullable(lists.get(tag));
  }

  /** Whether the registry said of a manifest that it keeps it among its subject's referrers. */
  boolean keepsReferrers() {
    return keepsReferrers.get();
  }

  /** Whether a manifest was asked for, by a question that can be asked again. */
  boolean hasAsked() {
    return asked.get() != null;
  }

  /**
   * Asks for something else of the registry, signed in as the last question for a manifest was.
   *
   * @param path absolute
   */
  Response askAgain(String path) throws IOException {
    Request signed = Objects.requireNonNull(asked.get(), "nothing was asked before");
    return call("GET", new URL("https://" + authority + path), signed);
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    URL to = plain && authority.equals(url.getAuthority()) ? toHttp(url) : url;
    if (!plain && !way.allowInsecure() && to.getProtocol().equals("http")) {
      throw new UnsafeRedirectException(
          ("the registry %s refers to %s://%s, from https to http, which is refused. A"
                  + " proxy in front of it must tell it that clients connect by https"
                  + " (X-Forwarded-Proto)")
              .formatted(authority, to.getProtocol(), to.getHost()));
    }
    Request patient = commits(method) ? withTimeout(request, commitTimeout) : request;
    int manifests = url.getPath().indexOf(MANIFESTS);
    String name = manifests < 0 ? "" : url.getPath().substring(manifests + MANIFESTS.length());
    if (method.equals("GET") && manifests > 0) {
      asked.set(request);
    }
    if (method.equals("GET") && name.startsWith("sha256-")) {
      // Asked for twice: a body is read once, and jib wants to read it too.
      try (Response response = send(method, to, request)) {
        lists.put(name, response.getBody().readAllBytes());
      }
    }
    Response response = answer(method, to, patient);
    if (method.equals("GET") && manifests > 0) {
      response.getHeader("Docker-Content-Digest").stream()
          .findFirst()
          .ifPresent(digest -> digests.put(name, digest));
    }
    if (method.equals("PUT") && manifests > 0) {
      response.getHeader("Docker-Content-Digest").stream()
          .findFirst()
          .ifPresent(digest -> stored.put(name, digest));
    }
    if (method.equals("PUT") && !response.getHeader("OCI-Subject").isEmpty()) {
      keepsReferrers.set(true);
    }
    return response;
  }

  /** Whether the registry has all of something then, and only has to store it. */
  private static boolean commits(String method) {
    return method.equals("PUT") || method.equals("PATCH");
  }

  /** Later, 404 means that the registry lost an upload; where one begins, that it takes none. */
  private Response answer(String method, URL url, Request request) throws IOException {
    try {
      return send(method, url, request);
    } catch (ResponseException e) {
      if (method.equals("POST") && e.getStatusCode() == 404) {
        throw new NoUploadException(e);
      }
      throw e;
    }
  }

  /**
   * Google's client throws what it likes at headers and addresses that are not to be understood.
   */
  private Response send(String method, URL url, Request request) throws IOException {
    try {
      return super.call(method, url, request);
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
      throw new UnreadableException(
          "what it answers to %s %s can't be read: %s"
              .formatted(method, url.getPath(), Causes.innermost(e)),
          e);
    }
  }

  /** The registry answered with headers or an address that are against HTTP. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, RuntimeException cause) {
      super(message, cause);
    }
  }

  /** The registry takes no upload at this address. */
  static final class NoUploadException extends IOException {
    private static final long serialVersionUID = 1L;

    NoUploadException(ResponseException cause) {
      super(cause);
    }
  }

  private static URL toHttp(URL url) throws IOException {
    return new URL("http", url.getHost(), url.getPort(), url.getFile());
  }
}
