package io.github.weepython.maven.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.Jackson;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * An index of the wheels in a folder, as pip, uv and wee ask it: {@code /simple/<project>/} in HTML
 * (PEP 503) or JSON (PEP 691), with a redirect to the normalized name, and files elsewhere on the
 * same server, which links name by relative URLs.
 */
public final class SimpleIndexServer implements AutoCloseable {
  /** What the index speaks. */
  public enum Form {
    HTML("application/vnd.pypi.simple.v1+html"),
    JSON("application/vnd.pypi.simple.v1+json");

    private final String type;

    Form(String type) {
      this.type = type;
    }
  }

  private final HttpServer server;
  private final Path folder;
  private final Form form;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private SimpleIndexServer(HttpServer server, Path folder, Form form) {
    this.server = server;
    this.folder = folder;
    this.form = form;
  }

  public static SimpleIndexServer start(Path folder, Form form) throws IOException {
    HttpServer server = LoopbackServer.start("/nothing", HttpExchange::close);
    SimpleIndexServer index = new SimpleIndexServer(server, folder, form);
    server.createContext("/simple/", index::page);
    server.createContext("/files/", index::file);
    return index;
  }

  /** As pip's {@code --index-url} has it. */
  public URI url() {
    return root().resolve("/simple/");
  }

  /** The address of a wheel. */
  public URI file(Path wheel) {
    return root().resolve("/files/" + escaped(wheel));
  }

  /** The paths of all requests. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Forgets the requests so far. */
  public void forget() {
    asked.clear();
  }

  private URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static String escaped(Path wheel) {
    return URLEncoder.encode(String.valueOf(wheel.getFileName()), StandardCharsets.UTF_8);
  }

  private void page(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String project = path.substring("/simple/".length()).replaceFirst("/$", "");
    String proper = "/simple/" + Wheel.normalized(project) + "/";
    if (!path.equals(proper)) {
      exchange.getResponseHeaders().set("Location", proper);
      exchange.sendResponseHeaders(301, -1);
      exchange.close();
      return;
    }
    List<Path> files = files(project);
    String accept =
        String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    if (!accept.contains(form.type) || files.isEmpty()) {
      exchange.sendResponseHeaders(files.isEmpty() ? 404 : 406, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", form.type);
    answer(exchange, form == Form.JSON ? json(project, files) : html(files));
  }

  private List<Path> files(String project) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              file ->
                  Wheel.parse(String.valueOf(file.getFileName()))
                      .filter(wheel -> wheel.project().equals(project))
                      .isPresent())
          .sorted()
          .toList();
    }
  }

  private static byte[] html(List<Path> files) throws IOException {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html><head>\n");
    page.append("<meta name=\"pypi:repository-version\" content=\"1.1\">\n<body>\n");
    for (Path file : files) {
      page.append(
          "<a href=\"../../files/%s#sha256=%s\" data-requires-python=\"&gt;=3.8\">%s</a><br/>\n"
              .formatted(escaped(file), Digest.of(file).hex(), file.getFileName()));
    }
    return page.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(String project, List<Path> files) throws IOException {
    ObjectNode root = Jackson.JSON.createObjectNode();
    root.putObject("meta").put("api-version", "1.1");
    root.put("name", project);
    ArrayNode list = root.putArray("files");
    for (Path file : files) {
      ObjectNode entry = list.addObject();
      entry.put("filename", String.valueOf(file.getFileName()));
      entry.put("url", "../../files/" + escaped(file));
      entry.putObject("hashes").put("sha256", Digest.of(file).hex());
      entry.put("requires-python", ">=3.8").put("yanked", false).put("size", Files.size(file));
    }
    return Jackson.JSON.writeValueAsBytes(root);
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Path file = folder.resolve(path.substring("/files/".length()));
    if (Files.isRegularFile(file)) {
      answer(exchange, Files.readAllBytes(file));
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, byte[] bytes) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
