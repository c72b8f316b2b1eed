package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.spec.SpecException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.SelectorUtils;

/**
 * The active proxy of settings.xml that applies to a URL, unless its nonProxyHosts exclude the
 * host: the first one of the URL's protocol, else the first one. Empty if none is active.
 */
final class SettingsProxy implements Function<URI, Optional<Proxy>> {
  private final Settings settings;
  private final Function<org.apache.maven.settings.Proxy, Optional<Credential>> logins;

  /**
   * @param logins the login that a proxy wants
   */
  SettingsProxy(
      Settings settings, Function<org.apache.maven.settings.Proxy, Optional<Credential>> logins) {
    this.settings = settings;
    this.logins = logins;
  }

  @Override
  public Optional<Proxy> apply(URI uri) {
    List<org.apache.maven.settings.Proxy> active =
        settings.getProxies().stream().filter(org.apache.maven.settings.Proxy::isActive).toList();
    Optional<org.apache.maven.settings.Proxy> own =
        active.stream().filter(each -> each.getProtocol().equals(uri.getScheme())).findFirst();
    Optional<org.apache.maven.settings.Proxy> chosen = own.or(() -> active.stream().findFirst());
    return chosen.map(proxy -> way(proxy, uri));
  }

  private Proxy way(org.apache.maven.settings.Proxy proxy, URI uri) {
    if (uri.getHost() == null || direct(proxy, uri.getHost())) {
      return Proxy.NO_PROXY;
    }
    if (proxy.getPort() < 1 || proxy.getPort() > 65_535) {
      throw new SpecException(
          "The <proxy> '%s' of settings.xml has the <port> %d: expected one from 1 to 65535."
              .formatted(proxy.getId(), proxy.getPort()));
    }
    return new HttpProxy(
        "settings.xml",
        InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()),
        logins.apply(proxy));
  }

  private static boolean direct(org.apache.maven.settings.Proxy active, String host) {
    String list = active.getNonProxyHosts();
    if (list == null) {
      return false;
    }
    for (String pattern : list.split("[|,]")) {
      if (SelectorUtils.match(pattern.strip(), host, false)) {
        return true;
      }
    }
    return false;
  }
}
