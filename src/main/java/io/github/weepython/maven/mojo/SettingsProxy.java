package io.github.weepython.maven.mojo;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.function.Function;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.util.SelectorUtils;

/** The active proxy of settings.xml, besides for its nonProxyHosts. */
final class SettingsProxy implements Function<URI, Proxy> {
  private final Settings settings;

  SettingsProxy(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Proxy apply(URI uri) {
    org.apache.maven.settings.Proxy active = settings.getActiveProxy();
    if (active == null || uri.getHost() == null || direct(active, uri.getHost())) {
      return Proxy.NO_PROXY;
    }
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(active.getHost(), active.getPort()));
  }

  private static boolean direct(org.apache.maven.settings.Proxy active, String host) {
    String list = active.getNonProxyHosts();
    if (list == null) {
      return false;
    }
    for (String pattern : list.split("[|,]")) {
      if (SelectorUtils.match(pattern.strip(), host)) {
        return true;
      }
    }
    return false;
  }
}
