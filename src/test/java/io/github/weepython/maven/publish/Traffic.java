package io.github.weepython.maven.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies requests from one side of a {@link FaultProxy} to the other: counts, and slows down. */
final class Traffic {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
  private final AtomicLong passed = new AtomicLong();
  private final Map<String, AtomicLong> sent = new ConcurrentHashMap<>();
  private volatile long alarm = Long.MAX_VALUE;
  private volatile Runnable onAlarm = () -> {};
  private volatile int speed = Integer.MAX_VALUE;

  /** How many bytes of bodies came by this method. */
  long bytes(String method) {
    return sent.getOrDefault(method, new AtomicLong()).get();
  }

  /** When so many bytes have passed to the registry from now on, heads of requests among them. */
  void whenPassed(long bytes, Runnable then) {
    passed.set(0);
    onAlarm = then;
    alarm = bytes;
  }

  void pass(long bytes) {
    long before = passed.getAndAdd(bytes);
    if (before < alarm && before + bytes >= alarm) {
      onAlarm.run();
    }
  }

  /** From now on, bodies pass at no more than this. */
  void slowDown(int bytesPerMillisecond) {
    speed = bytesPerMillisecond;
  }

  /** How many bytes have passed since then. */
  long passed() {
    return passed.get();
  }

  void forget() {
    sent.clear();
  }

  /** Everything up to the empty line, that included; empty when nothing came. */
  static String head(InputStream in) throws IOException {
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
  boolean copyBody(String head, InputStream in, OutputStream out, long most) throws IOException {
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
}
