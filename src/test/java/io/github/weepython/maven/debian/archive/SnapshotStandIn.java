package io.github.weepython.maven.debian.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.fetch.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the snapshot archive: whatever time is asked for, this machine's own mirrors
 * answer. Outside of {@code /archive} nothing is there, as on a mirror that has moved on.
 */
public final class SnapshotStandIn implements AutoCloseable {
  private static final Pattern FILE =
      Pattern.compile("/archive/(debian|debian-security)/\\d{8}T\\d{6}Z/(.*)");

  /** What it has instead of the mirrors' files. */
  @FunctionalInterface
  interface Own {
    /**
     * @param archive {@code debian} or {@code debian-security}
     * @param path below it
     */
    Optional<byte[]> file(String archive, String path) throws IOException;
  }

  private final Mirrors mirrors = HostMirrors.ofHost(Path.of("/etc"));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Own own;

  public SnapshotStandIn() throws IOException {
    this((archive, path) -> Optional.empty());
  }

  SnapshotStandIn(Own own) throws IOException {
    this.own = own;
    this.server = LoopbackServer.start("/", this::serve, threads);
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The paths asked for since it was last asked. */
  public List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      Matcher file = FILE.matcher(path);
      if (!file.matches()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Optional<byte[]> kept = own.file(file.group(1), file.group(2));
      if (kept.isPresent()) {
        exchange.sendResponseHeaders(200, kept.get().length);
        exchange.getResponseBody().write(kept.get());
      } else {
        pass(exchange, today(mirrors, file.group(1), file.group(2)));
      }
    }
  }

  /** Where this machine's first mirror has a file of an archive. */
  static URI today(Mirrors mirrors, String archive, String path) {
    boolean security = archive.equals("debian-security");
    return Mirrors.below((security ? mirrors.security() : mirrors.main()).get(0), path);
  }

  private static void pass(HttpExchange exchange, URI from) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
    connection.setRequestMethod(exchange.getRequestMethod());
    int status = connection.getResponseCode();
    if (status != 200 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    try (InputStream in = connection.getInputStream()) {
      exchange.sendResponseHeaders(200, 0);
      in.transferTo(exchange.getResponseBody());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
