package io.github.weepython.maven.daemon;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where ssh goes, and which socket is used there. Not by {@link URI#getHost}, which knows no host
 * with an underscore and leaves the brackets around IPv6.
 *
 * @param socket the path of a socket there; empty for the one that docker uses there by itself
 */
record SshAddress(
    Optional<String> user, String host, Optional<String> port, Optional<String> socket) {
  /** The user, whose at signs are decoded, ends at the last one; passwords ssh asks for itself. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<user>[^:]+)@)?(?<host>\\[[^\\[\\]@]+]|[^:@\\[\\]]+)(?::(?<port>\\d{1,5}))?");

  /** Of {@code ssh://user@host:port/socket}; empty when that has no host. */
  static Optional<SshAddress> of(URI address) {
    return Optional.ofNullable(address.getAuthority())
        .map(AUTHORITY::matcher)
        .filter(Matcher::matches)
        .map(
            parts ->
                new SshAddress(
                    Optional.ofNullable(parts.group("user")),
                    parts.group("host").replaceAll("[\\[\\]]", ""),
                    Optional.ofNullable(parts.group("port")),
                    socket(address)));
  }

  /** As for Docker's CLI, slashes alone are none. */
  private static Optional<String> socket(URI address) {
    return Optional.ofNullable(address.getPath()).filter(path -> !path.matches("/*"));
  }
}
