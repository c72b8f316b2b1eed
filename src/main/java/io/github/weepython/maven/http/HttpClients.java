package io.github.weepython.maven.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.function.Function;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.apache.http.protocol.HttpContext;

/**
 * Clients that take the way they are told, with the proxy's password where it wants one. Java's own
 * clients read the way from system properties, which belong to the whole of Maven, and refuse a
 * proxy's Basic authentication for https.
 */
public final class HttpClients {
  private static final int CONNECTIONS = 16;

  private HttpClients() {}

  /**
   * For downloads: with the login of each server that they come from, and the authority trusted.
   *
   * @throws HttpException if the authority's file can't be used
   */
  public static HttpClientBuilder builder(Network network) {
    return withoutLogins(network).addInterceptorLast(new LoginInterceptor(network.logins()));
  }

  /**
   * For services that are told by each request who asks, with the authority trusted.
   *
   * @throws HttpException if the authority's file can't be used
   */
  public static HttpClientBuilder withoutLogins(Network network) {
    HttpClientBuilder builder = builder(network.proxy());
    network.authority().map(TrustStores::with).ifPresent(builder::setSSLContext);
    return builder;
  }

  /**
   * @param way the proxy for a place, perhaps a {@link HttpProxy}
   */
  public static HttpClientBuilder builder(Function<URI, Proxy> way) {
    return builder(way, new PatientDns(SystemDefaultDnsResolver.INSTANCE, Backoff.Pause.REAL));
  }

  static HttpClientBuilder builder(Function<URI, Proxy> way, DnsResolver names) {
    CredentialsProvider logins = new BasicCredentialsProvider();
    return HttpClientBuilder.create()
        .setDnsResolver(names)
        .setRoutePlanner(new ProxyRoutePlanner(way, logins))
        .setDefaultCredentialsProvider(logins)
        .addInterceptorFirst(
            (HttpRequestInterceptor) (request, context) -> introduce(request, context, way))
        .addInterceptorFirst(new RedirectGuard())
        .setMaxConnPerRoute(CONNECTIONS)
        .setMaxConnTotal(4 * CONNECTIONS)
        // The bytes as they are: a .gz must not be unpacked on its way.
        .disableContentCompression()
        .disableCookieManagement()
        .disableAutomaticRetries();
  }

  /**
   * A proxy that forwards plain requests is told at once who asks: a body that was sent once can't
   * be sent again after its 407. (For https the client answers the 407 of CONNECT by itself.)
   */
  private static void introduce(
      HttpRequest request, HttpContext context, Function<URI, Proxy> way) {
    HttpClientContext client = HttpClientContext.adapt(context);
    RouteInfo route = client.getHttpRoute();
    if (route != null && route.getProxyHost() != null && !route.isTunnelled()) {
      URI target = URI.create(route.getTargetHost().toURI());
      if (way.apply(target) instanceof HttpProxy proxy) {
        proxy.login().ifPresent(login -> request.setHeader("Proxy-Authorization", login.basic()));
      }
    }
  }

  private static final class ProxyRoutePlanner extends DefaultRoutePlanner {
    private final Function<URI, Proxy> way;
    private final CredentialsProvider logins;

    ProxyRoutePlanner(Function<URI, Proxy> way, CredentialsProvider logins) {
      super(DefaultSchemePortResolver.INSTANCE);
      this.way = way;
      this.logins = logins;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the library's word for "directly"
    protected HttpHost determineProxy(HttpHost target, HttpRequest request, HttpContext context) {
      Proxy proxy = way.apply(URI.create(target.toURI()));
      if (!(proxy.address() instanceof InetSocketAddress address)) {
        return null;
      }
      HttpHost host = new HttpHost(address.getHostString(), address.getPort());
      if (proxy instanceof HttpProxy known) {
        known
            .login()
            .ifPresent(
                login ->
                    logins.setCredentials(
                        new AuthScope(host),
                        new UsernamePasswordCredentials(login.user(), login.password())));
      }
      return host;
    }
  }
}
