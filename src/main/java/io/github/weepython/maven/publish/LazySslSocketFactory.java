package io.github.weepython.maven.publish;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS that is set up when it is first used: reading all that Java trusts takes longer than most
 * pushes to a plain registry on this machine.
 */
final class LazySslSocketFactory implements LayeredConnectionSocketFactory {
  private final Supplier<LayeredConnectionSocketFactory> make;
  private @Nullable LayeredConnectionSocketFactory made;

  LazySslSocketFactory(Supplier<LayeredConnectionSocketFactory> make) {
    this.make = make;
  }

  private synchronized LayeredConnectionSocketFactory tls() {
    if (made == null) {
      made = make.get();
    }
    return made;
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return tls().createSocket(context);
  }

  @Override
  public Socket connectSocket(
      int timeout,
      Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      InetSocketAddress local,
      HttpContext context)
      throws IOException {
    return tls().connectSocket(timeout, socket, host, remote, local, context);
  }

  @Override
  public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
      throws IOException {
    return tls().createLayeredSocket(socket, target, port, context);
  }
}
