package io.github.weepython.maven.fetch;

import io.github.weepython.maven.http.Backoff;
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
 * @param proxy the way to a place, as settings.xml has it, perhaps with a login
 */
public record FetchSettings(
    boolean offline,
    int tries,
    Duration connectTimeout,
    Duration stallTimeout,
    Backoff backoff,
    int parallel,
    Function<URI, Proxy> proxy) {
  /** What suits most networks. */
  public static final FetchSettings DEFAULT =
      new FetchSettings(
          false,
          4,
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          new Backoff(Duration.ofMillis(500), new Random(), Backoff.Pause.REAL),
          8,
          uri -> Proxy.NO_PROXY);

  public FetchSettings withOffline(boolean value) {
    return new FetchSettings(value, tries, connectTimeout, stallTimeout, backoff, parallel, proxy);
  }

  public FetchSettings withProxy(Function<URI, Proxy> value) {
    return new FetchSettings(
        offline, tries, connectTimeout, stallTimeout, backoff, parallel, value);
  }

  /** What asks a place for us; none where it is asked directly. */
  Optional<InetSocketAddress> proxyTo(URI uri) {
    return proxy.apply(uri).address() instanceof InetSocketAddress address
        ? Optional.of(address)
        : Optional.empty();
  }

  /** Which proxy failed, to be put behind what was answered; nothing where there is none. */
  String byProxy(URI uri) {
    // Not its toString(), which says <unresolved>.
    return proxyTo(uri)
        .map(
            each ->
                ", by the proxy %s:%d of <pkgProxy> or settings.xml"
                    .formatted(each.getHostString(), each.getPort()))
        .orElse("");
  }

  /** Says which name nobody knows: with a proxy it is that of the proxy. */
  String unknownHost(URI uri) {
    return "unknown host "
        + proxyTo(uri).map(InetSocketAddress::getHostString).orElse(uri.getHost())
        + byProxy(uri);
  }
}
