package io.github.weepython.maven;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are told theirs. Not such as the system gives out by itself (ip(7), {@code
 * ip_local_port_range}): before the server has one of those, a connection of another test may.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int AFTER_LAST = 32_000;

  private FreePort() {}

  /** One of this machine that nobody listens at. */
  public static int next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int port = random.nextInt(FIRST, AFTER_LAST);
    while (!isFree(port)) {
      port = random.nextInt(FIRST, AFTER_LAST);
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
