package io.github.weepython.maven.http;

import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How servers are reached that files come from.
 *
 * @param proxy the way to a place, perhaps an {@link HttpProxy} with a login
 * @param logins the login for a place, by its host, port and path
 * @param authority a file of certificates to trust beside Java's own
 * @param mirrors what is asked instead of a place
 */
public record Network(
    Function<URI, Proxy> proxy,
    Function<URI, Optional<Credential>> logins,
    Optional<Path> authority,
    UnaryOperator<URI> mirrors) {
  /** Straight to the host, by what Java trusts, as nobody in particular. */
  public static final Network DIRECT =
      new Network(uri -> Proxy.NO_PROXY, uri -> Optional.empty(), Optional.empty());

  /** Without mirrors. */
  public Network(
      Function<URI, Proxy> proxy,
      Function<URI, Optional<Credential>> logins,
      Optional<Path> authority) {
    this(proxy, logins, authority, UrlMirrors.NONE);
  }

  /** The same by other proxies. */
  public Network withProxy(Function<URI, Proxy> value) {
    return new Network(value, logins, authority, mirrors);
  }
}
