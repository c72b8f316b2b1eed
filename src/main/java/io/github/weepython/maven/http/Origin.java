package io.github.weepython.maven.http;

import java.net.URI;
import java.util.Locale;
import org.apache.http.HttpHost;

/**
 * Scheme, host and port: what a credential is chosen for (RFC 6454). Two URLs of one host with
 * different ports are different origins.
 *
 * @param port the scheme's own if the URL names none
 */
public record Origin(String scheme, String host, int port) {
  /**
   * The origin of an absolute URL.
   *
   * @throws IllegalArgumentException if it has no scheme or host
   */
  public static Origin of(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException("not an absolute URL with a host");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** The origin that a client is about to speak to. */
  public static Origin of(HttpHost host) {
    boolean bare = host.getHostName().contains(":") && !host.getHostName().startsWith("[");
    String name = bare ? "[" + host.getHostName() + "]" : host.getHostName();
    String port = host.getPort() < 0 ? "" : ":" + host.getPort();
    return of(URI.create(host.getSchemeName() + "://" + name + port));
  }

  /** Whether what is sent there can't be read on the way: TLS, or this machine. */
  public boolean confidential() {
    return scheme.equals("https") || isLoopback(host);
  }

  /** By name alone: a DNS answer must not decide whether TLS is needed. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
