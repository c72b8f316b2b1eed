package io.github.weepython.maven.fetch;

import io.github.weepython.maven.SocketServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * Answers one request after the other with the bytes it is told to, also with such as no library
 * for servers would write; the connection ends after each. The last answer is given again and
 * again.
 */
final class ScriptedServer implements AutoCloseable {
  private final SocketServer server;
  private final Deque<byte[]> answers = new ArrayDeque<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  ScriptedServer() throws IOException {
    this(InetAddress.getLoopbackAddress());
  }

  ScriptedServer(InetAddress address) throws IOException {
    server =
        SocketServer.start(
            "scripted-server", ServerSocketFactory.getDefault(), address, this::serve);
  }

  /**
   * @param head the status line and headers, separated by newlines
   */
  ScriptedServer then(String head, byte[] body) {
    byte[] start =
        (head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(start);
    answer.writeBytes(body);
    synchronized (answers) {
      answers.add(answer.toByteArray());
    }
    return this;
  }

  /** The requests that came, each with its headers. */
  List<String> heads() {
    return Collections.unmodifiableList(heads);
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private void serve(Socket client) throws IOException {
    String head = head(new BufferedInputStream(client.getInputStream()));
    if (head.isEmpty()) {
      return;
    }
    heads.add(head);
    byte[] answer;
    synchronized (answers) {
      answer = answers.size() > 1 ? answers.remove() : answers.element();
    }
    client.getOutputStream().write(answer);
    client.getOutputStream().flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
