package io.github.weepython.maven.publish;

import io.github.weepython.maven.SocketServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTP proxy before a registry, which fails the requests it is told to. One request a
 * connection: it adds {@code Connection: close}, so that only heads need to be understood.
 */
public final class FaultProxy implements AutoCloseable {
  /** What happens to a request. */
  enum Fault {
    ANSWER,
    RESET,
    /** Cut after 100 kB; shorter bodies pass; after one cut the rule is spent. */
    CUT_BODY,
    /** The registry does it all, but its answer is lost. */
    LOSE_ANSWER,
    /** The request is taken, and nothing ever comes back. */
    STALL,
    /** The registry does it all, and takes its time to say so. */
    HOLD_ANSWER,
    /** Half of the answer comes, whose Content-Length was that of all. */
    CUT_ANSWER
  }

  private final SocketServer server;
  private final int target;
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final AtomicInteger injected = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final FaultRules rules = new FaultRules();
  private final Traffic traffic = new Traffic();
  private volatile Optional<Integer> uploadPort = Optional.empty();
  private volatile long holdMillis;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  public FaultProxy(int target) throws IOException {
    this(target, ServerSocketFactory.getDefault());
  }

  /** By TLS before a plain registry, which is not told so. */
  static FaultProxy terminatingTls(int target, SSLContext tls) throws IOException {
    return new FaultProxy(target, tls.getServerSocketFactory());
  }

  private FaultProxy(int target, ServerSocketFactory sockets) throws IOException {
    this.target = target;
    this.server =
        SocketServer.start("fault-proxy", sockets, InetAddress.getByName("127.0.0.1"), this::serve);
  }

  /** The registry is made to name this port of this machine as the place of uploads. */
  void uploadsGoTo(int port) {
    uploadPort = Optional.of(port);
  }

  /** The answers to the next so many requests come so much later. */
  void holdAnswers(String method, String path, int times, long millis) {
    holdMillis = millis;
    fail(method, path, times, Fault.HOLD_ANSWER);
  }

  /** The first lines and headers of all requests. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  public int port() {
    return server.port();
  }

  /** How many requests of this method came. */
  public int count(String method) {
    return counts.getOrDefault(method, new AtomicInteger()).get();
  }

  /** How many requests have failed here. */
  public int injected() {
    return injected.get();
  }

  /** How many bytes of bodies came by this method. */
  public long bytes(String method) {
    return traffic.bytes(method);
  }

  /** When so many bytes have passed to the registry from now on, heads of requests among them. */
  public void whenPassed(long bytes, Runnable then) {
    traffic.whenPassed(bytes, then);
  }

  /** How many bytes have passed since then. */
  public long passed() {
    return traffic.passed();
  }

  public void forget() {
    counts.clear();
    traffic.forget();
  }

  /** The next so many requests of the method whose path holds the text are answered like this. */
  public void answer(
      String method, String path, int times, String status, String header, String body) {
    rules.answer(method, path, times, "HTTP/1.1 " + status + "\r\n" + header, body);
  }

  void fail(String method, String path, int times, Fault fault) {
    rules.add(method, path, times, fault);
  }

  /** From now on, so many of a hundred requests fail, each in one of four ways. */
  void failAtRandom(int percent, long seed) {
    rules.failUploads(percent, seed);
  }

  /** From now on, so many of a hundred requests fail, each in one of six ways. */
  public void failDownloadsAtRandom(int percent, long seed) {
    rules.failDownloads(percent, seed);
  }

  /** How many requests came. */
  public int requests() {
    return heads.size();
  }

  /** From now on, bodies pass at no more than this. */
  void slowDown(int bytesPerMillisecond) {
    traffic.slowDown(bytesPerMillisecond);
  }

  private void serve(Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    String head = Traffic.head(in);
    if (!head.isEmpty()) {
      String[] line = head.split(" ", 3);
      heads.add(head);
      counts.computeIfAbsent(line[0], method -> new AtomicInteger()).incrementAndGet();
      Optional<FaultRules.Rule> rule = rules.rule(line[0], line[1]);
      if (rule.isPresent()) {
        fail(rule.get(), head, in, client);
      } else {
        forward(head, in, client.getOutputStream(), Long.MAX_VALUE);
      }
    }
  }

  private void fail(FaultRules.Rule rule, String head, InputStream in, Socket client)
      throws IOException {
    if (rule.fault() == Fault.CUT_BODY && forward(head, in, client.getOutputStream(), 100_000)) {
      return;
    }
    injected.incrementAndGet();
    switch (rule.fault()) {
      case CUT_BODY -> {
        rule.left().set(0); // One cut is enough.
        client.setSoLinger(true, 0);
      }
      case ANSWER -> {
        traffic.copyBody(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        client.getOutputStream().write(answer(rule).getBytes(StandardCharsets.UTF_8));
      }
      case STALL -> {
        traffic.copyBody(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        await();
      }
      case HOLD_ANSWER -> {
        byte[] answer = answered(head, in);
        LockSupport.parkNanos(1_000_000L * holdMillis);
        client.getOutputStream().write(answer);
      }
      case CUT_ANSWER -> {
        byte[] answer = answered(head, in);
        client.getOutputStream().write(answer, 0, answer.length / 2);
      }
      case LOSE_ANSWER -> {
        forward(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        client.setSoLinger(true, 0);
      }
      case RESET -> client.setSoLinger(true, 0);
    }
  }

  private byte[] answered(String head, InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    forward(head, in, answer, Long.MAX_VALUE);
    return answer.toByteArray();
  }

  private void await() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String answer(FaultRules.Rule rule) {
    return rule.head()
        + "Content-Length: "
        + rule.body().length()
        + "\r\nConnection: close\r\n\r\n"
        + rule.body();
  }

  private boolean forward(String head, InputStream in, OutputStream answer, long most)
      throws IOException {
    try (Socket registry = new Socket("127.0.0.1", target)) {
      OutputStream out = registry.getOutputStream();
      String closing = head.replaceAll("(?i)\r\nconnection:[^\r]*", "");
      if (uploadPort.isPresent() && head.startsWith("POST")) {
        // docker-registry makes an upload's Location of it.
        closing =
            closing.replaceFirst("(?i)\r\nhost:[^\r]*", "\r\nHost: 127.0.0.1:" + uploadPort.get());
      }
      closing = closing.substring(0, closing.length() - 2) + "Connection: close\r\n\r\n";
      out.write(closing.getBytes(StandardCharsets.ISO_8859_1));
      traffic.pass(closing.length());
      boolean whole = traffic.copyBody(head, in, out, most);
      if (whole) {
        registry.getInputStream().transferTo(answer);
      }
      return whole;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
