package io.github.weepython.maven;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.fetch.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder as a Maven repository on this machine, for those who have the password: files are got
 * and put, as by any plain web server with WebDAV's PUT.
 */
public final class MavenRepositoryServer implements AutoCloseable {
  public static final String USER = "wee";

  private final HttpServer server;
  private final Path folder;

  private MavenRepositoryServer(HttpServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  public static MavenRepositoryServer start(Path folder, String password) throws IOException {
    HttpServer server = LoopbackServer.start("/nothing", HttpExchange::close);
    MavenRepositoryServer repository = new MavenRepositoryServer(server, folder);
    server
        .createContext("/maven", repository::answer)
        .setAuthenticator(
            new BasicAuthenticator("repository") {
              @Override
              public boolean checkCredentials(String user, String word) {
                return user.equals(USER) && word.equals(password);
              }
            });
    return repository;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/maven";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/maven".length());
    Path file = folder.resolve("." + path).normalize();
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "PUT" -> put(exchange, file);
        case "GET", "HEAD" -> get(exchange, file);
        default -> exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private void put(HttpExchange exchange, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in = exchange.getRequestBody()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    exchange.sendResponseHeaders(201, -1);
  }

  private void get(HttpExchange exchange, Path file) throws IOException {
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, Files.size(file));
      try (OutputStream out = exchange.getResponseBody()) {
        Files.copy(file, out);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
