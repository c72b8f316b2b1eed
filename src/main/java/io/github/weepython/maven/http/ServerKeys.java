package io.github.weepython.maven.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The names by which a login may be known for an address, the most specific one first: {@code
 * host:5000/team/a}, {@code host:5000/team}, {@code host:5000}, and the same without the port. A
 * name matches whole path elements: {@code host/tea} is no name for {@code host/team}.
 */
public final class ServerKeys {
  private ServerKeys() {}

  /**
   * @param authority host, and port if any
   * @param path below it, such as {@code team/a}; may be empty
   */
  public static List<String> of(String authority, String path) {
    List<String> keys = new ArrayList<>(prefixes(authority, path));
    String host = authority.replaceFirst(":\\d+$", "");
    if (!host.equals(authority)) {
      keys.addAll(prefixes(host, path));
    }
    return keys;
  }

  /** The same, for the given host and port alone. */
  public static List<String> prefixes(String authority, String path) {
    List<String> keys = new ArrayList<>();
    String rest = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
    while (!rest.isEmpty()) {
      keys.add(authority + "/" + rest);
      rest = rest.contains("/") ? rest.substring(0, rest.lastIndexOf('/')) : "";
    }
    keys.add(authority);
    return keys;
  }

  /** Host and port as an absolute URL writes them, without a login. */
  static String authority(URI uri) {
    return uri.getRawAuthority().replaceFirst(".*@", "");
  }
}
