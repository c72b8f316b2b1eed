package io.github.weepython.maven.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;

/**
 * Scheme, host and port: what a credential is chosen for (RFC 6454). Two URLs of one host with
 * different ports are different origins.
 *
 * @param port the scheme's own if the URL names none
 */
public record Origin(String scheme, String host, int port) {
  /** With an underscore, which DNS, browsers and proxies know in a host, and RFC 2396 does not. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:.*@)?([A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

  /**
   * The origin of an absolute URL.
   *
   * @throws IllegalArgumentException if it has no scheme or host
   */
  public static Origin of(URI uri) {
    String host = uri.getHost();
    int written = uri.getPort();
    Matcher odd = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
    if (host == null && uri.getRawAuthority() != null && odd.matches()) {
      host = odd.group(1);
      written = odd.group(2) == null ? -1 : Integer.parseInt(odd.group(2));
    }
    if (uri.getScheme() == null || host == null) {
      throw new IllegalArgumentException("not an absolute URL with a host");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = written < 0 ? usual : written;
    return new Origin(scheme, host.toLowerCase(Locale.ROOT), port);
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
