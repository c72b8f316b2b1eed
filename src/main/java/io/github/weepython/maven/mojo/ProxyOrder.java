package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.EnvironmentProxies;
import io.github.weepython.maven.http.JavaProxies;
import java.net.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.settings.Settings;

/** The proxy for a place by the first that says anything of it; directly if none does. */
record ProxyOrder(List<Function<URI, Optional<Proxy>>> order) implements Function<URI, Proxy> {
  ProxyOrder {
    order = List.copyOf(order);
  }

  /** What Maven's own settings say counts before what is set for all of Java, and for the host. */
  static ProxyOrder of(Settings settings, SettingsSecrets secrets) {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return new ProxyOrder(
        List.of(
            new SettingsProxy(settings, secrets::proxy),
            new JavaProxies(properties),
            new EnvironmentProxies(System.getenv())));
  }

  /** Tells the user once in each project of a variable that does not count. */
  static void warnOnce(Log log, Map<Object, Object> context) {
    if (context.put("wee.proxies", true) == null) {
      new EnvironmentProxies(System.getenv()).warning().ifPresent(log::warn);
    }
  }

  @Override
  public Proxy apply(URI uri) {
    return order.stream()
        .flatMap(each -> each.apply(uri).stream())
        .findFirst()
        .orElse(Proxy.NO_PROXY);
  }
}
