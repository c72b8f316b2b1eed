package io.github.weepython.maven;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * URLs of files of this machine (RFC 8089): {@code file:///srv/mirror}, {@code file:/srv/mirror}
 * and {@code file://localhost/srv/mirror} are one.
 */
public final class FileUrl {
  /** How messages say what was expected. */
  public static final String FORM = "file:///srv/mirror";

  private FileUrl() {}

  /** Whether it has that scheme, whose case does not count (RFC 3986, 3.1). */
  public static boolean is(URI uri) {
    return "file".equalsIgnoreCase(uri.getScheme());
  }

  /**
   * Its usual spelling.
   *
   * @return empty if it names no file of this machine: a relative path, another host, a query
   */
  public static Optional<URI> canonical(URI uri) {
    String host = uri.getRawAuthority();
    boolean here = host == null || host.equalsIgnoreCase("localhost");
    boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
    return is(uri) && here && plain && uri.getRawPath() != null && uri.getRawPath().startsWith("/")
        ? Optional.of(URI.create("file://" + uri.getRawPath()))
        : Optional.empty();
  }

  /**
   * The same for a URL that may be a server's.
   *
   * @return empty if it is neither of a file of this machine nor of a host
   */
  public static Optional<URI> orServer(URI uri) {
    if (is(uri)) {
      return path(uri).isPresent() ? canonical(uri) : Optional.empty();
    }
    return Optional.of(uri).filter(other -> other.getHost() != null);
  }

  /**
   * The file.
   *
   * @return empty if it names none of this machine, or no file could have that name
   */
  public static Optional<Path> path(URI uri) {
    try {
      return canonical(uri).map(Path::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // %00, or a letter that the locale lacks.
    }
  }
}
