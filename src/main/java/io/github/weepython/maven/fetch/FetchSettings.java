package io.github.weepython.maven.fetch;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.http.Network;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * How downloads behave.
 *
 * @param offline whether the network is out of bounds
 * @param tries how often each place is asked before the next one is
 * @param connectTimeout until a server answers at all
 * @param stallTimeout how long a transfer may stand still
 * @param backoff how long to wait before trying again
 * @param parallel how many files at a time
 * @param network proxies, logins and certificates
 * @param limits of files whose size nobody says
 */
public record FetchSettings(
    boolean offline,
    int tries,
    Duration connectTimeout,
    Duration stallTimeout,
    Backoff backoff,
    int parallel,
    Network network,
    SizeLimits limits) {
  /** What suits most networks. */
  public static final FetchSettings DEFAULT =
      new FetchSettings(
          false,
          4,
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          new Backoff(Duration.ofMillis(500), new Random(), Backoff.Pause.REAL),
          8,
          Network.DIRECT);

  /** With the {@linkplain SizeLimits#DEFAULT limits} that suit every index. */
  public FetchSettings(
      boolean offline,
      int tries,
      Duration connectTimeout,
      Duration stallTimeout,
      Backoff backoff,
      int parallel,
      Network network) {
    this(
        offline,
        tries,
        connectTimeout,
        stallTimeout,
        backoff,
        parallel,
        network,
        SizeLimits.DEFAULT);
  }

  public FetchSettings withOffline(boolean value) {
    return new FetchSettings(
        value, tries, connectTimeout, stallTimeout, backoff, parallel, network, limits);
  }

  public FetchSettings withProxy(Function<URI, Proxy> value) {
    return withNetwork(network.withProxy(value));
  }

  public FetchSettings withNetwork(Network value) {
    return new FetchSettings(
        offline, tries, connectTimeout, stallTimeout, backoff, parallel, value, limits);
  }

  FetchSettings withLimits(SizeLimits value) {
    return new FetchSettings(
        offline, tries, connectTimeout, stallTimeout, backoff, parallel, network, value);
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
