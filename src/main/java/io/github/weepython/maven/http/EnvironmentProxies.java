package io.github.weepython.maven.http;

import io.github.weepython.maven.Secrets;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies of {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy},
 * in lower or upper case, as curl and Go have them; empty where they say nothing of a place. This
 * machine itself is always reached directly.
 */
public final class EnvironmentProxies implements Function<URI, Optional<Proxy>> {
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(?:http://)?(?:([^@/\\s]*)@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(?::(\\d{1,5}))?/?");
  private static final int USUAL_PORT = 80;

  private final Map<String, String> variables;

  /**
   * @param variables the environment variables of this process
   */
  public EnvironmentProxies(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  @Override
  public Optional<Proxy> apply(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?") || uri.getHost() == null) {
      return Optional.empty();
    }
    Optional<String> name = name(scheme + "_proxy");
    Optional<String> chosen = name.or(() -> name("all_proxy").filter(this::isHttp));
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    boolean direct = Origin.isLoopback(uri.getHost()) || exempt(Origin.of(uri));
    return Optional.of(direct ? Proxy.NO_PROXY : proxy(chosen.get()));
  }

  /**
   * What a user is to know who has set {@code all_proxy} to a proxy of another kind, by which
   * nothing is reached here; empty where that makes no difference.
   */
  public Optional<String> warning() {
    boolean others = name("http_proxy").isPresent() && name("https_proxy").isPresent();
    return name("all_proxy")
        .filter(name -> !others && !isHttp(name))
        .map(
            name ->
                "The variable %s is '%s', which does not count, since it is no HTTP proxy such as http://proxy.example.com:3128: servers are reached without it. Set https_proxy and http_proxy, or a <proxy> in settings.xml, if they can't be."
                    .formatted(name, Secrets.maskUrl(value(name))));
  }

  /** The variable that is set. */
  private Optional<String> name(String lower) {
    return List.of(lower, lower.toUpperCase(Locale.ROOT)).stream()
        .filter(name -> !variables.getOrDefault(name, "").isBlank())
        .findFirst();
  }

  /** {@code all_proxy} is often a SOCKS proxy, for programs that know these. */
  private boolean isHttp(String name) {
    return FORM.matcher(value(name)).matches();
  }

  private String value(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  private Proxy proxy(String name) {
    String source = "the variable " + name;
    Matcher form = FORM.matcher(value(name));
    int port = form.matches() ? port(form.group(3)) : -1;
    if (port < 0 || port > 65_535) {
      throw new HttpException(
          "The variable %s is '%s': expected an HTTP proxy such as http://proxy.example.com:3128. Correct or unset it, or set a <proxy> in settings.xml, which counts before it."
              .formatted(name, Secrets.maskUrl(value(name))),
          null);
    }
    InetSocketAddress address = InetSocketAddress.createUnresolved(form.group(2), port);
    return new HttpProxy(source, address, login(source, form.group(1)));
  }

  private static int port(String text) {
    return text == null ? USUAL_PORT : Integer.parseInt(text);
  }

  private static Optional<Credential> login(String source, String userInfo) {
    if (userInfo == null || userInfo.isEmpty()) {
      return Optional.empty();
    }
    Secrets.remember(userInfo);
    String[] parts = userInfo.split(":", 2);
    String password = parts.length == 2 ? decode(parts[1]) : "";
    return Optional.of(new Credential(source, decode(parts[0]), password));
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // A per cent sign that nobody encoded.
    }
  }

  private boolean exempt(Origin origin) {
    return name("no_proxy").stream()
        .flatMap(name -> List.of(value(name).split("[,\\s]+")).stream())
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> exempts(entry.toLowerCase(Locale.ROOT), origin));
  }

  /** A host and all below it, perhaps with a port; a star; or an IPv4 range such as 10.0.0.0/8. */
  private static boolean exempts(String entry, Origin origin) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return inRange(entry, origin.host());
    }
    Matcher port = Pattern.compile("(.*[^:]|\\[.*]):(\\d+)").matcher(entry);
    boolean named = port.matches();
    if (named && !port.group(2).replaceFirst("^0+", "").equals(String.valueOf(origin.port()))) {
      return false;
    }
    String host = (named ? port.group(1) : entry).replaceFirst("^\\*?\\.", "");
    String bare = origin.host().replaceAll("[\\[\\]]", "");
    return bare.equals(host.replaceAll("[\\[\\]]", "")) || bare.endsWith("." + host);
  }

  private static boolean inRange(String range, String host) {
    String[] parts = range.split("/", 2);
    Optional<Long> base = ipv4(parts[0]);
    Optional<Long> address = ipv4(host);
    if (base.isEmpty() || address.isEmpty() || !parts[1].matches("[12]?\\d|3[0-2]")) {
      return false;
    }
    int shift = 32 - Integer.parseInt(parts[1]);
    return base.get() >> shift == address.get() >> shift;
  }

  private static Optional<Long> ipv4(String text) {
    if (!text.matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : text.split("\\.")) {
      value = (value << 8) | (Integer.parseInt(part) & 0xff);
    }
    return Optional.of(value);
  }
}
