package io.github.weepython.maven.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The proxies of Java's system properties ({@code http.proxyHost} and so on, "Java Networking and
 * Proxies"), as {@code MAVEN_OPTS} sets them; empty where they say nothing of a place.
 */
public final class JavaProxies implements Function<URI, Optional<Proxy>> {
  /** What Java takes where {@code http.nonProxyHosts} is not set. */
  private static final String LOOPBACK = "localhost|127.*|[::1]|0.0.0.0|[::0]";

  private final Map<String, String> properties;

  /**
   * @param properties the system properties
   */
  public JavaProxies(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public Optional<Proxy> apply(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = properties.getOrDefault(scheme + ".proxyHost", "");
    if (!scheme.matches("https?") || host.isEmpty() || uri.getHost() == null) {
      return Optional.empty();
    }
    return Optional.of(direct(uri.getHost()) ? Proxy.NO_PROXY : proxy(scheme, host));
  }

  private Proxy proxy(String scheme, String host) {
    String source = "the system property " + scheme + ".proxyHost";
    String port =
        properties.getOrDefault(scheme + ".proxyPort", scheme.equals("https") ? "443" : "80");
    String user = properties.getOrDefault(scheme + ".proxyUser", "");
    String password = properties.getOrDefault(scheme + ".proxyPassword", "");
    Optional<Credential> login =
        user.isEmpty() ? Optional.empty() : Optional.of(new Credential(source, user, password));
    return new HttpProxy(
        source, InetSocketAddress.createUnresolved(host, port(scheme, port)), login);
  }

  private static int port(String scheme, String text) {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw new HttpException(
        "The system property %s.proxyPort is '%s': expected a port. See MAVEN_OPTS and .mvn/jvm.config."
            .formatted(scheme, text),
        null);
  }

  /** Patterns have a star at their beginning or end. */
  private boolean direct(String host) {
    String patterns = properties.getOrDefault("http.nonProxyHosts", LOOPBACK);
    return Arrays.stream(patterns.split("\\|"))
        .map(String::strip)
        .filter(pattern -> !pattern.isEmpty())
        .map(pattern -> "(?i)\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E")
        .anyMatch(pattern -> Pattern.matches(pattern, host));
  }
}
