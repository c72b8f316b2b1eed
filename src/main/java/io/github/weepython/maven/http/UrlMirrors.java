package io.github.weepython.maven.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Mirrors of settings.xml for places that are no Maven repositories. A {@code <mirrorOf>} names
 * such a place as the id of a {@code <server>} does, by host, port and path, or by the id that the
 * pom gives it. An asterisk is for Maven's own repositories alone.
 */
public final class UrlMirrors implements UnaryOperator<URI> {
  /** With no mirrors. */
  public static final UrlMirrors NONE = new UrlMirrors(List.of());

  private final List<Mirror> mirrors;
  private final Map<String, Mirror> assigned = new ConcurrentHashMap<>();

  /**
   * One of settings.xml.
   *
   * @param id also that of the server with its login
   * @param mirrorOf names, separated by commas
   * @param url what is asked instead
   */
  public record Mirror(String id, String mirrorOf, String url) {
    boolean isOf(String name) {
      return Arrays.stream(mirrorOf.split(",")).map(String::strip).anyMatch(name::equals);
    }

    private URI below(String rest) throws URISyntaxException {
      return new URI(url.replaceFirst("/+$", "") + (rest.isEmpty() ? "" : "/") + rest);
    }
  }

  public UrlMirrors(List<Mirror> mirrors) {
    this.mirrors = List.copyOf(mirrors);
  }

  /**
   * Has all below a URL asked of the mirror of that name, if there is one.
   *
   * @param id as the pom names the URL
   */
  public boolean assign(URI url, String id) {
    Optional<Mirror> found = named(id);
    found.ifPresent(mirror -> assigned.put(url.toString().replaceFirst("/+$", ""), mirror));
    return found.isPresent();
  }

  /** All of settings.xml. */
  public List<Mirror> all() {
    return mirrors;
  }

  private Optional<Mirror> named(String name) {
    return mirrors.stream().filter(mirror -> mirror.isOf(name)).findFirst();
  }

  /** What is asked instead of a URL; the URL itself where it has no mirror. */
  @Override
  public URI apply(URI uri) {
    if (mirrors.isEmpty() || uri.getRawAuthority() == null) {
      return uri;
    }
    String text = uri.toString();
    for (Map.Entry<String, Mirror> each : assigned.entrySet()) {
      if (text.equals(each.getKey()) || text.startsWith(each.getKey() + "/")) {
        return moved(uri, each.getValue(), text.substring(each.getKey().length()));
      }
    }
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    for (String key : ServerKeys.of(ServerKeys.authority(uri), path)) {
      Optional<Mirror> found = named(key);
      if (found.isPresent()) {
        int slash = key.indexOf('/');
        String below = slash < 0 ? "" : key.substring(slash + 1);
        int begin = text.indexOf("://") + 3 + uri.getRawAuthority().length();
        String rest = text.substring(begin).replaceFirst("^/+", "");
        return moved(uri, found.get(), rest.substring(below.length()));
      }
    }
    return uri;
  }

  private static URI moved(URI uri, Mirror mirror, String rest) {
    try {
      return mirror.below(rest.replaceFirst("^/+", ""));
    } catch (URISyntaxException e) {
      throw new HttpException(
          "The <mirror> '%s' of settings.xml, which is one of %s, has the <url> '%s', which is not a URL."
              .formatted(mirror.id(), uri.getHost(), mirror.url()),
          e);
    }
  }
}
