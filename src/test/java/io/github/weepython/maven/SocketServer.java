package io.github.weepython.maven;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * Takes connections at a port of this machine that was free, until it is closed; each is served by
 * a thread of its own, and closed after that.
 */
public final class SocketServer implements AutoCloseable {
  private static final int WAITING = 50;

  private final String name;
  private final ServerSocket server;
  private final Service service;

  /** What is done with a connection. */
  public interface Service {
    /**
     * @throws IOException where whoever asked went away
     */
    void serve(Socket client) throws IOException;
  }

  private SocketServer(String name, ServerSocket server, Service service) {
    this.name = name;
    this.server = server;
    this.service = service;
  }

  /**
   * One that listens from now on.
   *
   * @param name of its threads
   */
  public static SocketServer start(String name, Service service) throws IOException {
    return start(name, ServerSocketFactory.getDefault(), InetAddress.getLoopbackAddress(), service);
  }

  /**
   * One that listens from now on, at an address of this machine or by TLS.
   *
   * @param name of its threads
   */
  public static SocketServer start(
      String name, ServerSocketFactory sockets, InetAddress address, Service service)
      throws IOException {
    SocketServer started =
        new SocketServer(name, sockets.createServerSocket(0, WAITING, address), service);
    started.run(started::accept);
    return started;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Does work in a thread as connections have them: it does not keep Java from ending. */
  public void run(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        run(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      service.serve(client);
    } catch (IOException e) {
      // Whoever asked went away.
    }
  }

  /** Takes no more connections; those that there are go on. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
