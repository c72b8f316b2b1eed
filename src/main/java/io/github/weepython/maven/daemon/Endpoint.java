package io.github.weepython.maven.daemon;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place where a daemon may listen.
 *
 * @param source who names it, such as {@code DOCKER_HOST}
 * @param host {@code unix:}, {@code tcp:}, {@code npipe:} or {@code ssh:}
 * @param certificates the folder of {@code ca.pem}, {@code cert.pem} and {@code key.pem} where TLS
 *     is wanted
 */
public record Endpoint(String source, URI host, Optional<Path> certificates) {
  private static final List<String> SCHEMES =
      List.of("unix", "tcp", "http", "https", "npipe", "ssh");
  private static final List<String> PEM = List.of("ca.pem", "cert.pem", "key.pem");

  public Endpoint {
    String scheme = String.valueOf(host.getScheme());
    if (!SCHEMES.contains(scheme)) {
      throw new DaemonException(
          "%s says '%s'; expected an address such as unix:///var/run/docker.sock, tcp://host:2376 or ssh://user@host."
              .formatted(source, host));
    }
    for (String name : certificates.isPresent() ? PEM : List.<String>of()) {
      if (!Files.isReadable(certificates.get().resolve(name))) {
        throw new DaemonException(
            ("%s asks for TLS, and %s is missing or unreadable. Put Docker's ca.pem,"
                    + " cert.pem and key.pem there, or set DOCKER_CERT_PATH to their folder.")
                .formatted(source, certificates.get().resolve(name)));
      }
    }
  }

  /** An address as people write it. */
  static Endpoint parse(String source, String address, Optional<Path> certificates) {
    try {
      return new Endpoint(source, URI.create(address.strip()), certificates);
    } catch (IllegalArgumentException e) {
      throw new DaemonException(source + " says '" + address + "', which is not an address.", e);
    }
  }

  /** The socket's file, unless it is none. */
  Optional<Path> socket() {
    return host.getScheme().equals("unix")
        ? Optional.of(Path.of(host.getPath()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return host + " (" + source + ")";
  }
}
