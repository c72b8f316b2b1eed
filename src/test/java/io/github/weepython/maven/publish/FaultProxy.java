package io.github.weepython.maven.publish;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTP proxy before a registry, which fails the requests it is told to. One request a
 * connection: it adds {@code Connection: close}, so that only heads need to be understood.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");

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

  private record Rule(
      String method, String path, AtomicInteger left, Fault fault, String head, String body) {}

  private static final Rule BUSY =
      chance(Fault.ANSWER, "HTTP/1.1 503 Unavailable\r\n", "by chance");

  /** What a registry's requests meet, each as often. */
  private static final List<Rule> OF_UPLOADS =
      List.of(BUSY, chance(Fault.RESET), chance(Fault.LOSE_ANSWER), chance(Fault.CUT_BODY));

  /** What a mirror's requests meet, each as often. */
  private static final List<Rule> OF_DOWNLOADS =
      List.of(
          BUSY,
          chance(Fault.ANSWER, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n", "by chance"),
          chance(Fault.RESET),
          chance(Fault.LOSE_ANSWER),
          chance(Fault.CUT_ANSWER),
          chance(
              Fault.ANSWER,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
              "<!DOCTYPE html><title>Please log in</title>"));

  private static Rule chance(Fault fault) {
    return chance(fault, "", "");
  }

  private static Rule chance(Fault fault, String head, String body) {
    return new Rule("", "", new AtomicInteger(), fault, head, body);
  }

  private final ServerSocket server;
  private final int target;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final AtomicInteger injected = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<Randomly> randomly = Optional.empty();
  private final AtomicLong passed = new AtomicLong();
  private final Map<String, AtomicLong> sent = new ConcurrentHashMap<>();
  private volatile long alarm = Long.MAX_VALUE;
  private volatile Runnable onAlarm = () -> {};
  private volatile int speed = Integer.MAX_VALUE;
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
    this.server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
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
    return server.getLocalPort();
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
    return sent.getOrDefault(method, new AtomicLong()).get();
  }

  /** When so many bytes have passed to the registry from now on, heads of requests among them. */
  public void whenPassed(long bytes, Runnable then) {
    passed.set(0);
    onAlarm = then;
    alarm = bytes;
  }

  /** How many bytes have passed since then. */
  public long passed() {
    return passed.get();
  }

  private void pass(long bytes) {
    long before = passed.getAndAdd(bytes);
    if (before < alarm && before + bytes >= alarm) {
      onAlarm.run();
    }
  }

  public void forget() {
    counts.clear();
    sent.clear();
  }

  /** The next so many requests of the method whose path holds the text are answered like this. */
  public void answer(
      String method, String path, int times, String status, String header, String body) {
    rules.add(
        new Rule(
            method,
            path,
            new AtomicInteger(times),
            Fault.ANSWER,
            "HTTP/1.1 " + status + "\r\n" + header,
            body));
  }

  void fail(String method, String path, int times, Fault fault) {
    rules.add(new Rule(method, path, new AtomicInteger(times), fault, "", ""));
  }

  /** From now on, so many of a hundred requests fail, each in one of four ways. */
  void failAtRandom(int percent, long seed) {
    randomly = Optional.of(new Randomly(percent, new Random(seed), OF_UPLOADS));
  }

  /** From now on, so many of a hundred requests fail, each in one of six ways. */
  public void failDownloadsAtRandom(int percent, long seed) {
    randomly = Optional.of(new Randomly(percent, new Random(seed), OF_DOWNLOADS));
  }

  /** How many requests came. */
  public int requests() {
    return heads.size();
  }

  /** From now on, bodies pass at no more than this. */
  void slowDown(int bytesPerMillisecond) {
    speed = bytesPerMillisecond;
  }

  private record Randomly(int percent, Random random, List<Rule> faults) {
    synchronized Optional<Rule> rule() {
      if (random.nextInt(100) >= percent) {
        return Optional.empty();
      }
      return Optional.of(faults.get(random.nextInt(faults.size())));
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      if (!head.isEmpty()) {
        String[] line = head.split(" ", 3);
        heads.add(head);
        counts.computeIfAbsent(line[0], method -> new AtomicInteger()).incrementAndGet();
        Optional<Rule> rule = rule(line[0], line[1]);
        if (rule.isPresent()) {
          fail(rule.get(), head, in, client);
        } else {
          forward(head, in, client.getOutputStream(), Long.MAX_VALUE);
        }
      }
    } catch (IOException e) {
      // One of both went away.
    }
  }

  private void fail(Rule rule, String head, InputStream in, Socket client) throws IOException {
    if (rule.fault() == Fault.CUT_BODY && forward(head, in, client.getOutputStream(), 100_000)) {
      return;
    }
    injected.incrementAndGet();
    if (rule.fault() == Fault.CUT_BODY) {
      rule.left().set(0); // One cut is enough.
    }
    if (rule.fault() == Fault.ANSWER) {
      copyBody(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
      client.getOutputStream().write(answer(rule).getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (rule.fault() == Fault.STALL) {
      copyBody(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
      await();
      return;
    }
    if (rule.fault() == Fault.HOLD_ANSWER) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      forward(head, in, answer, Long.MAX_VALUE);
      LockSupport.parkNanos(1_000_000L * holdMillis);
      client.getOutputStream().write(answer.toByteArray());
      return;
    }
    if (rule.fault() == Fault.CUT_ANSWER) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      forward(head, in, answer, Long.MAX_VALUE);
      client.getOutputStream().write(answer.toByteArray(), 0, answer.size() / 2);
      return;
    }
    if (rule.fault() == Fault.LOSE_ANSWER) {
      forward(head, in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }
    client.setSoLinger(true, 0);
  }

  private void await() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String answer(Rule rule) {
    return rule.head()
        + "Content-Length: "
        + rule.body().length()
        + "\r\nConnection: close\r\n\r\n"
        + rule.body();
  }

  private Optional<Rule> rule(String method, String path) {
    return rules.stream()
        .filter(rule -> rule.method().equals(method) && path.contains(rule.path()))
        .filter(rule -> rule.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0)
        .findFirst()
        .or(() -> randomly.flatMap(Randomly::rule));
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
      pass(closing.length());
      boolean whole = copyBody(head, in, out, most);
      if (whole) {
        registry.getInputStream().transferTo(answer);
      }
      return whole;
    }
  }

  /** Everything up to the empty line, that included; empty when nothing came. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
      text = b == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : text;
    }
    return text;
  }

  /** Whether the whole body was copied, rather than the first so many bytes. */
  private boolean copyBody(String head, InputStream in, OutputStream out, long most)
      throws IOException {
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      long wanted = Long.parseLong(length.group(1));
      copy(head, in, out, Math.min(wanted, most));
      return wanted <= most;
    }
    return !CHUNKED.matcher(head).find() || copyChunks(head, in, out, most);
  }

  private boolean copyChunks(String head, InputStream in, OutputStream out, long most)
      throws IOException {
    long left = most;
    while (true) {
      String line = line(in);
      out.write(line.getBytes(StandardCharsets.ISO_8859_1));
      long size = Long.parseLong(line.strip(), 16);
      copy(head, in, out, Math.min(size, left));
      left -= size;
      if (left < 0) {
        return false;
      }
      out.write(line(in).getBytes(StandardCharsets.ISO_8859_1));
      if (size == 0) {
        return true;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.append((char) b);
      if (b == '\n') {
        return line.toString();
      }
    }
    throw new IOException("cut in a chunk");
  }

  private void copy(String head, InputStream in, OutputStream out, long bytes) throws IOException {
    AtomicLong ofMethod =
        sent.computeIfAbsent(head.substring(0, head.indexOf(' ')), method -> new AtomicLong());
    byte[] buffer = new byte[8192];
    for (long left = bytes; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("cut in a body");
      }
      out.write(buffer, 0, n);
      left -= n;
      ofMethod.addAndGet(n);
      pass(n);
      LockSupport.parkNanos(1_000_000L * n / speed);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
