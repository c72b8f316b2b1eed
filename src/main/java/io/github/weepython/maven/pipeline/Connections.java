package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.http.Netrc;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.spec.PackageProxy;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * How wee reaches other machines.
 *
 * @param offline whether the network must not be used
 * @param refresh whether to look for newer inputs than those remembered
 * @param proxy chooses the proxy for a URL, by settings.xml, system properties or the environment
 * @param packageProxy the proxy for all packages and sources, which precedes that of settings.xml
 * @param registries credentials and certificates of registries and other servers
 */
public record Connections(
    boolean offline,
    boolean refresh,
    Function<URI, Proxy> proxy,
    Optional<PackageProxy> packageProxy,
    Registries registries) {
  /** The proxy for packages and sources. */
  public Function<URI, Proxy> way() {
    return packageProxy.isPresent() ? packageProxy.get() : proxy;
  }

  /**
   * Proxies, logins and certificates for downloads.
   *
   * @param machine whose user may have a {@code .netrc}
   */
  public Network network(Machine machine) {
    Netrc netrc = Netrc.of(machine.variables(), machine.home());
    return new Network(
        way(),
        uri -> registries.logins().apply(uri).or(() -> netrc.apply(uri)),
        registries.authority(),
        registries.mirrors());
  }

  FetchSettings fetch(Machine machine) {
    return FetchSettings.DEFAULT.withOffline(offline).withNetwork(network(machine));
  }
}
