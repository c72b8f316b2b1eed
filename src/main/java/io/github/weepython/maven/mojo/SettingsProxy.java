package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.ProxyWithLogin;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.SelectorUtils;

/**
 * The active proxy of settings.xml, besides for its nonProxyHosts: the first one whose protocol is
 * the place's own, else the first one.
 */
final class SettingsProxy implements Function<URI, Proxy> {
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
  public Proxy apply(URI uri) {
    List<org.apache.maven.settings.Proxy> active =
        settings.getProxies().stream().filter(org.apache.maven.settings.Proxy::isActive).toList();
    Optional<org.apache.maven.settings.Proxy> own =
        active.stream().filter(each -> each.getProtocol().equals(uri.getScheme())).findFirst();
    Optional<org.apache.maven.settings.Proxy> chosen = own.or(() -> active.stream().findFirst());
    if (chosen.isEmpty() || uri.getHost() == null || direct(chosen.get(), uri.getHost())) {
      return Proxy.NO_PROXY;
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(chosen.get().getHost(), chosen.get().getPort());
    return logins
        .apply(chosen.get())
        .<Proxy>map(login -> new ProxyWithLogin(address, login))
        .orElseGet(() -> new Proxy(Proxy.Type.HTTP, address));
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
