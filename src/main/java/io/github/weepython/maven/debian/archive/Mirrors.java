package io.github.weepython.maven.debian.archive;

import java.net.URI;
import java.util.List;

/**
 * Where Debian's archives are to be had, each list in the order to try.
 *
 * @param main the mirrors of suites and their updates
 * @param security those of the security suites
 */
public record Mirrors(List<URI> main, List<URI> security) {
  /** Debian's own, for hosts that name none. */
  public static final Mirrors DEFAULT =
      new Mirrors(
          List.of(URI.create("http://ftp.debian.org/debian")),
          List.of(URI.create("http://security.debian.org/debian-security")));

  public Mirrors {
    main = List.copyOf(main);
    security = List.copyOf(security);
  }

  /** A file of a mirror. */
  static URI below(URI mirror, String path) {
    String base = mirror.toString();
    return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
  }
}
