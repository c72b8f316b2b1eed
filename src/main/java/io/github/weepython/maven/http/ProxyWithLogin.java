package io.github.weepython.maven.http;

import java.net.InetSocketAddress;
import java.net.Proxy;

/** An HTTP proxy that wants to know who asks. */
public final class ProxyWithLogin extends Proxy {
  private final Credential login;

  public ProxyWithLogin(InetSocketAddress address, Credential login) {
    super(Type.HTTP, address);
    this.login = login;
  }

  public Credential login() {
    return login;
  }
}
