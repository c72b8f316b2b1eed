package io.github.weepython.maven.fuzz;

import io.github.weepython.maven.SocketServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on loopback whose answers are an input's parts: what comes by a connection is fuzzed
 * through the client that reads it in a build. It stays for all inputs.
 *
 * <p>Parts are separated by a line with a zero byte. One that begins with {@code HTTP/} is a whole
 * answer, of lines that end with a line feed; any other is the body of a 200.
 */
public final class AnsweringServer {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
  private static final int MILLIS = 2000;

  private final SocketServer server;
  private volatile Function<String, byte[]> answers = request -> new byte[0];

  private AnsweringServer() throws IOException {
    server = SocketServer.start("answering-server", this::serve);
  }

  /** One that listens from now on. */
  public static AnsweringServer start() {
    try {
      return new AnsweringServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.port();
  }

  /**
   * @param part the number of the part that answers a request line; one that is negative or not
   *     there is an empty body
   */
  public void answer(byte[] bytes, Function<String, Integer> part) {
    List<byte[]> parts = parts(bytes);
    answers =
        request -> {
          int number = part.apply(request);
          return number >= 0 && number < parts.size() ? parts.get(number) : new byte[0];
        };
  }

  /** The parts of an input. */
  public static List<byte[]> parts(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<byte[]> parts = new ArrayList<>();
    for (String part : text.split("\0\n", -1)) {
      parts.add(part.getBytes(StandardCharsets.ISO_8859_1));
    }
    return parts;
  }

  private void serve(Socket client) throws IOException {
    client.setSoTimeout(MILLIS);
    InputStream in = new BufferedInputStream(client.getInputStream());
    String head = head(in);
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    } else if (CHUNKED.matcher(head).find()) {
      skipChunks(in);
    }
    client.getOutputStream().write(answer(answers.apply(head.lines().findFirst().orElse(""))));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (b == '\n' && head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  private static void skipChunks(InputStream in) throws IOException {
    StringBuilder last = new StringBuilder();
    while (!last.toString().equals("0\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      last.append((char) b);
      last.delete(0, Math.max(0, last.length() - 5));
    }
  }

  private static byte[] answer(byte[] part) {
    String text = new String(part, StandardCharsets.ISO_8859_1);
    boolean whole = text.startsWith("HTTP/");
    int end = whole ? text.indexOf("\n\n") : -1;
    String head = end < 0 ? (whole ? text : "HTTP/1.1 200 OK") : text.substring(0, end);
    String body = whole ? (end < 0 ? "" : text.substring(end + 2)) : text;
    StringBuilder answer = new StringBuilder(head.replace("\r", "").replace("\n", "\r\n"));
    if (!head.contains("Content-Length") && !head.contains("Transfer-Encoding")) {
      answer.append("\r\nContent-Length: ").append(body.length());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        answer
            .append("\r\nConnection: close\r\n\r\n")
            .toString()
            .getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }
}
