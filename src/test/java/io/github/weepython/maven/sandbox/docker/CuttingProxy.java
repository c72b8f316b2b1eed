package io.github.weepython.maven.sandbox.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.weepython.maven.SocketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A TCP proxy before a daemon, whose closing cuts every connection in the middle; or all fall
 * silent.
 */
public final class CuttingProxy implements AutoCloseable {
  private final SocketServer server;
  private final int target;
  private volatile boolean silent;
  private volatile String awaited = "";
  private volatile Runnable harm = () -> {};
  private volatile String unanswered = "";
  private volatile UnaryOperator<String> answers = UnaryOperator.identity();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  public CuttingProxy(int target) throws IOException {
    this.target = target;
    this.server = SocketServer.start("cutting-proxy", this::serve);
  }

  /** From now on nothing comes through, and no connection ends. */
  public void fallSilent() {
    silent = true;
  }

  /**
   * Does something before a request gets through.
   *
   * @param request a pattern of its line
   */
  public void at(String request, Runnable work) {
    harm = work;
    awaited = request;
  }

  /** A request gets there, and its answer does not come; others' do. */
  public void swallowAnswerTo(String request) {
    unanswered = request;
  }

  /** What the daemon says comes changed; by as many bytes as there were. */
  public void answer(UnaryOperator<String> change) {
    answers = change;
  }

  public int port() {
    return server.port();
  }

  /** As DOCKER_HOST names it. */
  public String address() {
    return "tcp://127.0.0.1:" + port();
  }

  /** How many connections have not ended. */
  public long connections() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count() / 2;
  }

  /** Waits until every connection has ended, for at most half a minute. */
  public void awaitHangUp() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    synchronized (sockets) {
      while (connections() > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError(connections() + " connections are still open");
        }
        sockets.wait(left);
      }
    }
  }

  private void serve(Socket client) throws IOException {
    Socket daemon = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(client);
    sockets.add(daemon);
    AtomicBoolean swallowing = new AtomicBoolean();
    server.run(() -> copy(daemon, client, text -> swallowing.get() ? "" : answers.apply(text)));
    copy(client, daemon, text -> asked(text, swallowing));
  }

  private String asked(String text, AtomicBoolean swallowing) {
    if (begins(text, awaited)) {
      harm.run();
    }
    if (begins(text, unanswered)) {
      swallowing.set(true);
    }
    return text;
  }

  private static boolean begins(String text, String request) {
    return !request.isEmpty() && text.lines().findFirst().orElse("").matches(request);
  }

  private void copy(Socket from, Socket to, UnaryOperator<String> change) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        byte[] changed = change.apply(new String(buffer, 0, n, ISO_8859_1)).getBytes(ISO_8859_1);
        if (!silent) {
          out.write(changed);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Cut.
    }
    synchronized (sockets) {
      sockets.notifyAll();
    }
  }

  /** Cuts every connection; new ones are taken. */
  public void cut() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
