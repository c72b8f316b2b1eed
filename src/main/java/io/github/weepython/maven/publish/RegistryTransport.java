package io.github.weepython.maven.publish;

import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * How registries are reached.
 *
 * @param proxy the proxy for a place
 * @param authority a file of certificates to trust beside Java's own
 * @param allowInsecure whether plain HTTP and unverified TLS will do for hosts beyond loopback;
 *     credentials are never sent there in plain text
 */
public record RegistryTransport(
    Function<URI, Proxy> proxy, Optional<Path> authority, boolean allowInsecure) {
  /** Straight to the host, by what Java trusts. */
  public static final RegistryTransport DIRECT =
      new RegistryTransport(uri -> Proxy.NO_PROXY, Optional.empty(), false);
}
