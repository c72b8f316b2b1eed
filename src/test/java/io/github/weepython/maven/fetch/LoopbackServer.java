package io.github.weepython.maven.fetch;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** HTTP servers of tests, which nobody else reaches. */
public final class LoopbackServer {
  private LoopbackServer() {}

  /** Starts one on a free port, which has this handler for a path and all below it. */
  public static HttpServer start(String path, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(path, handler);
    server.start();
    return server;
  }

  /** As {@link #start(String, HttpHandler)}, with these threads to answer by. */
  public static HttpServer start(String path, HttpHandler handler, Executor threads)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(path, handler);
    server.setExecutor(threads);
    server.start();
    return server;
  }
}
