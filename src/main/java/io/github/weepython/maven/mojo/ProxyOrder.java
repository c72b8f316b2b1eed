package io.github.weepython.maven.mojo;

import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The proxy for a place by the first that says anything of it; directly if none does. */
record ProxyOrder(List<Function<URI, Optional<Proxy>>> order) implements Function<URI, Proxy> {
  ProxyOrder {
    order = List.copyOf(order);
  }

  @Override
  public Proxy apply(URI uri) {
    return order.stream()
        .flatMap(each -> each.apply(uri).stream())
        .findFirst()
        .orElse(Proxy.NO_PROXY);
  }
}
