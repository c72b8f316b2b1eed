package io.github.weepython.maven.fetch;

import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.http.Network;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * How downloads behave.
 *
 * @param offline whether the network is out of bounds
 * @param retries when one is given up, and when it is tried again
 * @param parallel how many files at a time
 * @param network proxies, logins and certificates
 * @param limits of files whose size nobody says
 */
public record FetchSettings(
    boolean offline, FetchRetries retries, int parallel, Network network, SizeLimits limits) {
  /** What suits most networks. */
  public static final FetchSettings DEFAULT =
      new FetchSettings(false, FetchRetries.DEFAULT, 8, Network.DIRECT, SizeLimits.DEFAULT);

  public FetchSettings withOffline(boolean value) {
    return new FetchSettings(value, retries, parallel, network, limits);
  }

  public FetchSettings withRetries(FetchRetries value) {
    return new FetchSettings(offline, value, parallel, network, limits);
  }

  public FetchSettings withParallel(int value) {
    return new FetchSettings(offline, retries, value, network, limits);
  }

  public FetchSettings withProxy(Function<URI, Proxy> value) {
    return withNetwork(network.withProxy(value));
  }

  public FetchSettings withNetwork(Network value) {
    return new FetchSettings(offline, retries, parallel, value, limits);
  }

  FetchSettings withLimits(SizeLimits value) {
    return new FetchSettings(offline, retries, parallel, network, value);
  }

  /** What asks a place for us; none where it is asked directly. */
  Optional<InetSocketAddress> proxyTo(URI uri) {
    return network.proxy().apply(uri).address() instanceof InetSocketAddress address
        ? Optional.of(address)
        : Optional.empty();
  }

  /** Which proxy failed, to be put behind what was answered; nothing where there is none. */
  String byProxy(URI uri) {
    String source =
        network.proxy().apply(uri) instanceof HttpProxy known ? known.source() : "<pkgProxy>";
    // Not its toString(), which says <unresolved>.
    return proxyTo(uri)
        .map(
            each ->
                ", through the proxy %s:%d of %s"
                    .formatted(each.getHostString(), each.getPort(), source))
        .orElse("");
  }

  /** Says which name nobody knows: with a proxy it is that of the proxy. */
  String unknownHost(URI uri) {
    return "unknown host "
        + proxyTo(uri).map(InetSocketAddress::getHostString).orElse(uri.getHost())
        + byProxy(uri);
  }
}
