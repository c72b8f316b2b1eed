package io.github.weepython.maven.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;

/** An HTTP proxy, who names it, and the login that it may want. */
public final class HttpProxy extends Proxy {
  private final String source;
  private final Optional<Credential> login;

  /**
   * @param source who names it, such as {@code settings.xml}
   */
  public HttpProxy(String source, InetSocketAddress address, Optional<Credential> login) {
    super(Type.HTTP, address);
    this.source = source;
    this.login = login;
  }

  public String source() {
    return source;
  }

  public Optional<Credential> login() {
    return login;
  }
}
