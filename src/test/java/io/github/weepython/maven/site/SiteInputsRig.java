package io.github.weepython.maven.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A wheelhouse on disk, and an index that really answers. */
abstract class SiteInputsRig {
  static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  @TempDir Path dir;

  /** The paths that the index was asked for. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** What forms of its pages were accepted. */
  final List<String> accepted = Collections.synchronizedList(new ArrayList<>());

  HttpServer server;

  /** Whether its pages have the digests of files, and are JSON (PEP 691) rather than HTML. */
  boolean digests = true;

  boolean json;

  /** What it says of every file. */
  String requiresPython = ">=3.6";

  Optional<String> yanked = Optional.empty();

  /** Serves {@code dir/served/<project>/} as pages of links (PEP 503). */
  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start("/simple/", this::answer);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Path file = dir.resolve("served").resolve(path.substring("/simple/".length()));
    try (exchange) {
      if (!Files.exists(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (Files.isDirectory(file)) {
        accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
      }
      byte[] bytes =
          !Files.isDirectory(file) ? Files.readAllBytes(file) : json ? jsonPage(file) : page(file);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private byte[] page(Path folder) throws IOException {
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body>\n");
    try (var files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        String name = path.getFileName().toString();
        String fragment = digests ? "#sha256=" + Digest.of(path).hex() : "";
        html.append(
            "<a data-requires-python=\"%s\"%s href=\"../%s/%s%s\">%s</a><br/>\n"
                .formatted(
                    requiresPython.replace(">", "&gt;").replace("<", "&lt;"),
                    yanked.map(why -> " data-yanked=\"" + why + "\"").orElse(""),
                    folder.getFileName(),
                    name,
                    fragment,
                    name));
      }
    }
    return html.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** PEP 691. */
  private byte[] jsonPage(Path folder) throws IOException {
    List<String> list = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        String name = path.getFileName().toString();
        list.add(
            "{\"filename\": \"%s\", \"url\": \"../%s/%s\", \"hashes\": {%s}, \"requires-python\": \"%s\", \"yanked\": %s}"
                .formatted(
                    name,
                    folder.getFileName(),
                    name,
                    digests ? "\"sha256\": \"" + Digest.of(path).hex() + "\"" : "",
                    requiresPython,
                    yanked.map(why -> "\"" + why + "\"").orElse("false")));
      }
    }
    return ("{\"meta\": {\"api-version\": \"1.3\"}, \"files\": [" + String.join(",\n", list) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  URI index() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/simple");
  }

  Fetcher fetcher(boolean offline) {
    FetchSettings settings =
        FetchSettings.DEFAULT.withOffline(offline).withProxy(uri -> Proxy.NO_PROXY);
    return new HttpFetcher(new Store(dir.resolve("cache")), settings, Progress.NONE);
  }

  SiteInputs fromIndex(String requirements, boolean offline) throws IOException {
    return fromIndex(requirements, offline, TARGET);
  }

  SiteInputs fromIndex(String requirements, boolean offline, WheelTarget target)
      throws IOException {
    Path file = Files.writeString(dir.resolve("requirements.txt"), requirements);
    Site site = new Site(Optional.empty(), Optional.of(file), Optional.of(index()));
    return SiteInputs.of(site, target, fetcher(offline));
  }

  /** All that the wheelhouse has. */
  SiteInputs fromHouse() {
    Site site = new Site(Optional.of(dir.resolve("house")), Optional.empty(), Optional.empty());
    return SiteInputs.of(site, TARGET, fetcher(true));
  }

  /** A wheel in the wheelhouse. */
  Path housed(String name, String version, String tag) throws IOException {
    return TestWheels.module(dir.resolve("house"), name, version, tag, "x = 1\n");
  }

  /** A wheel that the index has. */
  Path served(String name, String version, String tag) throws IOException {
    return TestWheels.module(dir.resolve("served/" + name), name, version, tag, "y = 2\n");
  }

  SiteInputs fromHouse(String requirements) throws IOException {
    Path file = Files.writeString(dir.resolve("requirements.txt"), requirements);
    Optional<Path> house = Optional.of(dir.resolve("house"));
    return SiteInputs.of(
        new Site(house, Optional.of(file), Optional.empty()), TARGET, fetcher(true));
  }
}
