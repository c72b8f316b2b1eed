package io.github.weepython.maven.http;

import java.net.InetSocketAddress;
import java.net.Proxy;

/** An HTTP proxy that wants to know who asks. */
public final class ProxyWithLogin extends Proxy {
  private final Login login;

  public ProxyWithLogin(InetSocketAddress address, Login login) {
    super(Type.HTTP, address);
    this.login = login;
  }

  public Login login() {
    return login;
  }
}
