package io.github.weepython.maven.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an image is pushed to, without tag or digest.
 *
 * @param registry host and perhaps port; empty for an image that only a daemon or a tar holds
 * @param repository the path in the registry (OCI distribution-spec, "Pulling manifests")
 */
public record ImageName(Optional<String> registry, String repository) {
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

  /** What belongs to a credential and not to a name; messages must not show it. */
  private static final Pattern LOGIN =
      Pattern.compile("(?s)^.*:.*@(?=[^@]*/)|^[^/]*:[^/]*@(?!sha256:)");

  private static final Pattern REGISTRY =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\])(?::(\\d{1,5}))?");

  /** The largest port of TCP (RFC 9293, section 3.1). */
  private static final int LAST_PORT = 65535;

  /**
   * Reads {@code registry.example.com:5000/team/python}. The first part is a registry when it holds
   * a dot or a colon or is {@code localhost}, as Docker has it.
   *
   * @throws SpecException when it is no image name, or carries a tag or digest
   */
  public static ImageName parse(String written) {
    String text = LOGIN.matcher(written).replaceFirst("***@");
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean hasRegistry = first.equals("localhost") || first.contains(".") || first.contains(":");
    String repository = hasRegistry ? text.substring(slash + 1) : text;
    if (repository.contains("@") || repository.contains(":")) {
      throw new SpecException(
          "'"
              + text
              + "' carries a tag or digest. Set <image> or -Dwee.image without it, and <tags>"
              + " for tags.");
    }
    if (!REPOSITORY.matcher(repository).matches() || (hasRegistry && !isRegistry(first))) {
      throw new SpecException(
          "'"
              + text
              + "' is not an image name: expected lower-case letters and digits, separated by '/',"
              + " '.', '_' or '-', optionally after a registry's host, for example"
              + " registry.example.com/team/python. Set <image> or -Dwee.image.");
    }
    return new ImageName(hasRegistry ? Optional.of(first) : Optional.empty(), repository);
  }

  private static boolean isRegistry(String text) {
    Matcher parts = REGISTRY.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    int port = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
    return port > 0 && port <= LAST_PORT && isHost(text);
  }

  /** RFC 2396 tells numbers with dots, such as 3.13, from names: it is an address or nothing. */
  private static boolean isHost(String registry) {
    try {
      return new URI("http://" + registry).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return registry.map(host -> host + "/").orElse("") + repository;
  }
}
