package io.github.weepython.maven.http;

import io.github.weepython.maven.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Logins that stand in URLs, such as {@code https://user:password@host/}. They are taken out where
 * the URL comes in, so that nothing behind that place can show or store them, and are given to that
 * origin alone. For other URLs settings.xml may have one, which is sent by https or to this machine
 * only: it was not chosen for a network that others read.
 */
public final class UrlLogins implements Function<URI, Optional<Credential>> {
  /** A password may have commas (RFC 3986, 3.2.1), a list has them between URLs. */
  private static final String BETWEEN = ",(?=\\s*[A-Za-z][A-Za-z0-9+.-]*:/)|,(?![^/]*@)";

  private static final Pattern LOGIN = Pattern.compile("(?i)(https?://)([^\\s/?#]*)@(.*)");

  private final Map<Origin, Credential> logins = new ConcurrentHashMap<>();
  private final Function<String, Optional<Credential>> servers;
  private final List<Assigned> assigned = new CopyOnWriteArrayList<>();

  /** That all below a path of a server gets the login of a server of settings.xml. */
  private record Assigned(Origin origin, String path, String id) {
    boolean covers(URI uri) {
      return origin.equals(Origin.of(uri)) && String.valueOf(uri.getPath()).startsWith(path);
    }
  }

  /**
   * @param servers the login of settings.xml by the id of its server, for URLs without one; asked
   *     when it is needed
   */
  public UrlLogins(Function<String, Optional<Credential>> servers) {
    this.servers = servers;
  }

  /**
   * The URL without its login, or several that are separated by commas.
   *
   * @param source who names it, for messages
   * @param text a URL, or anything else, which stays as it is
   */
  public String strip(String source, String text) {
    return Arrays.stream(text.split(BETWEEN))
        .map(each -> stripOne(source, each))
        .collect(Collectors.joining(","));
  }

  private String stripOne(String source, String text) {
    Matcher matcher = LOGIN.matcher(text.strip());
    if (!matcher.matches()) {
      return text.strip();
    }
    String bare = matcher.group(1) + matcher.group(3);
    String[] parts = matcher.group(2).split(":", 2);
    Secrets.remember(matcher.group(2));
    Credential login =
        new Credential(source, decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    try {
      logins.put(Origin.of(new URI(bare)), login);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return bare; // Whoever reads it as a URL will say so.
    }
    return bare;
  }

  /**
   * Gives an index and its files, which lie beside it, the login of a server of settings.xml.
   *
   * @param index its URL, with a slash at its end: what lies below its parent gets the login
   * @param id the server's
   * @return whether there is such a server
   */
  public boolean assign(URI index, String id) {
    assignIfThere(index, id);
    return servers.apply(id).isPresent();
  }

  /**
   * The same for a server that need not be there. It is not looked for before a file is asked of
   * that place: settings.xml has mirrors, and logins of any kind, that no build of wee needs.
   */
  public void assignIfThere(URI index, String id) {
    String parent = index.getPath().replaceFirst("[^/]*/$", "");
    assigned.add(new Assigned(Origin.of(index), parent.isEmpty() ? "/" : parent, id));
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // A per cent sign that nobody encoded.
    }
  }

  @Override
  public Optional<Credential> apply(URI uri) {
    Origin origin = Origin.of(uri);
    Optional<Credential> own = Optional.ofNullable(logins.get(origin));
    return own.isPresent() || !origin.confidential()
        ? own
        : assigned(uri).or(() -> inSettings(uri));
  }

  private Optional<Credential> assigned(URI uri) {
    return assigned.stream()
        .filter(each -> each.covers(uri))
        .sorted(Comparator.comparingInt((Assigned each) -> each.path().length()).reversed())
        .flatMap(each -> servers.apply(each.id()).stream())
        .findFirst();
  }

  private Optional<Credential> inSettings(URI uri) {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    return ServerKeys.of(ServerKeys.authority(uri), path).stream()
        .flatMap(id -> servers.apply(id).stream())
        .findFirst();
  }
}
