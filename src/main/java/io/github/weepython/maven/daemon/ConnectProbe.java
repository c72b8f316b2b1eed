package io.github.weepython.maven.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Finds out that nobody is at a place before docker-java is loaded, which costs more than a second
 * of a processor's time.
 */
final class ConnectProbe {
  private ConnectProbe() {}

  /**
   * @param most how long the other machine may take
   * @throws IOException when nobody takes the connection
   */
  static void at(Endpoint endpoint, Duration most) throws IOException {
    if (endpoint.socket().isPresent()) {
      SocketChannel.open(UnixDomainSocketAddress.of(endpoint.socket().get())).close();
      return;
    }
    URI host = endpoint.host();
    // Pipes and ssh have ways of their own; a port that is left out is docker-java's to choose.
    if (host.getHost() != null && host.getPort() > 0 && !host.getScheme().equals("ssh")) {
      knock(new InetSocketAddress(host.getHost(), host.getPort()), most);
    }
  }

  private static void knock(InetSocketAddress address, Duration most) throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString() + ": no machine has this name");
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) most.toMillis());
    }
  }
}
