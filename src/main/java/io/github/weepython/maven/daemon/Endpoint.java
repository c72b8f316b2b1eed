package io.github.weepython.maven.daemon;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
  private static final String UNIX = "unix://";
  private static final List<String> PEM = List.of("ca.pem", "cert.pem", "key.pem");

  public Endpoint {
    Optional<String> flaw = flaw(host);
    if (flaw.isPresent()) {
      throw new DaemonException(
          "%s says '%s'%s; expected an address such as unix:///var/run/docker.sock, tcp://host:2376 or ssh://user@host."
              .formatted(source, host, flaw.get()));
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

  /** Why that can't be a daemon's address; empty when it can. */
  private static Optional<String> flaw(URI host) {
    return switch (String.valueOf(host.getScheme())) {
      case "unix" -> unless(hasAbsolutePath(host), ", which has no absolute path");
      case "tcp", "http", "https" ->
          unless(
              host.getHost() != null,
              ", which names no host of letters, digits, dots and hyphens, or no valid port");
      case "ssh" ->
          unless(SshAddress.of(host).isPresent(), ", which names no host, or no valid port");
      case "npipe" -> Optional.empty();
      default -> Optional.of("");
    };
  }

  private static Optional<String> unless(boolean good, String flaw) {
    return good ? Optional.empty() : Optional.of(flaw);
  }

  private static boolean hasAbsolutePath(URI host) {
    try {
      return host.getRawAuthority() == null
          && host.getPath() != null
          && Path.of(host.getPath()).startsWith("/");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** An address as people write it. */
  static Endpoint parse(String source, String address, Optional<Path> certificates) {
    try {
      return new Endpoint(source, uri(address.strip()), certificates);
    } catch (URISyntaxException e) {
      throw new DaemonException(source + " says '" + address + "', which is not an address.", e);
    }
  }

  /**
   * A socket's path may stand there as it is, with blanks: Docker Desktop's contexts have it so.
   */
  private static URI uri(String address) throws URISyntaxException {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      if (address.startsWith(UNIX)) {
        return unix(address.substring(UNIX.length()));
      }
      throw e;
    }
  }

  private static URI unix(String path) throws URISyntaxException {
    return new URI("unix", "", path, null, null); // Three slashes, as Docker writes it.
  }

  /**
   * The address of a socket.
   *
   * @throws DaemonException when its path is not absolute
   */
  static URI address(Path socket) {
    try {
      return unix(socket.toString());
    } catch (URISyntaxException e) {
      throw new DaemonException("The socket '" + socket + "' has no absolute path.", e);
    }
  }

  /** The socket's file, unless it is none. */
  Optional<Path> socket() {
    return host.getScheme().equals("unix")
        ? Optional.of(Path.of(host.getPath()))
        : Optional.empty();
  }

  /** Where ssh goes, where that is the way. */
  Optional<SshAddress> ssh() {
    return host.getScheme().equals("ssh") ? SshAddress.of(host) : Optional.empty();
  }

  @Override
  public String toString() {
    return host + " (" + source + ")";
  }
}
