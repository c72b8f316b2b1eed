package io.github.weepython.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.PackageProxy;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFetcherTest {
  private static final byte[] BYTES = new byte[300_000];

  static {
    new Random(7).nextBytes(BYTES);
  }

  /** What was waited for, without waiting. */
  private static final List<Duration> PAUSES = Collections.synchronizedList(new ArrayList<>());

  private static final FetchSettings QUICK =
      FetchSettings.DEFAULT
          .withRetries(
              new FetchRetries(
                  3,
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5),
                  new Backoff(Duration.ofMillis(1), new Random(3), PAUSES::add)))
          .withParallel(4);

  @TempDir Path root;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start("/", this::answer);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
    asked.add(path + " " + range);
    boolean first = asked.stream().filter(a -> a.startsWith(path + " ")).count() == 1;
    try (exchange) {
      if (path.equals("/limited") && first) {
        exchange.getResponseHeaders().set("Retry-After", "17");
        exchange.sendResponseHeaders(429, -1);
      } else if (path.equals("/asleep")) {
        exchange.getResponseHeaders().set("Retry-After", "3600");
        exchange.sendResponseHeaders(503, -1);
      } else if (path.equals("/tired")) {
        exchange.getResponseHeaders().set("Retry-After", "60");
        exchange.sendResponseHeaders(503, -1);
      } else if (path.equals("/busy") && first) {
        exchange.sendResponseHeaders(503, -1);
      } else if (path.equals("/cut") && first) {
        exchange.sendResponseHeaders(200, BYTES.length);
        exchange.getResponseBody().write(BYTES, 0, 100_000);
        exchange.getResponseBody().flush();
        throw new IOException("cut on purpose");
      } else if (path.equals("/cut")) {
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        String said = "bytes " + from + "-" + (BYTES.length - 1) + "/" + BYTES.length;
        exchange.getResponseHeaders().set("Content-Range", said);
        exchange.sendResponseHeaders(206, BYTES.length - from);
        exchange.getResponseBody().write(BYTES, from, BYTES.length - from);
      } else if (path.equals("/lying") && range.matches("bytes.*")) {
        exchange.sendResponseHeaders(416, -1); // All of it had come.
      } else if (path.equals("/lying") && first) {
        exchange.sendResponseHeaders(200, BYTES.length + 7);
        exchange.getResponseBody().write(BYTES);
        exchange.getResponseBody().flush();
        throw new IOException("shorter than it said");
      } else if (path.equals("/login") && first) {
        exchange.sendResponseHeaders(200, 6);
        exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith("/endless")) {
        exchange.sendResponseHeaders(200, 0);
        while (true) { // Until whoever asked goes away.
          exchange.getResponseBody().write(BYTES);
        }
      } else if (path.equals("/none")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (path.equals("/secret")) {
        exchange.sendResponseHeaders(403, -1);
      } else if (path.equals("/other")) {
        exchange.sendResponseHeaders(200, 5);
        exchange.getResponseBody().write("other".getBytes(StandardCharsets.UTF_8));
      } else {
        exchange.sendResponseHeaders(200, BYTES.length);
        exchange.getResponseBody().write(BYTES);
      }
    }
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private Download download(String... paths) {
    List<URI> uris = List.of(paths).stream().map(this::at).toList();
    return new Download("file.deb", uris, Digest.of(BYTES), BYTES.length);
  }

  private HttpFetcher fetcher(FetchSettings settings) {
    return new HttpFetcher(new Store(root), settings, Progress.NONE);
  }

  @Test
  void asksOnceAndThenTakesItFromTheCache() throws IOException {
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/good")))).isEqualTo(BYTES);
    Path again = fetcher(QUICK.withOffline(true)).fetch(download("/good"));
    assertThat(Files.readAllBytes(again)).isEqualTo(BYTES);
    assertThat(asked).hasSize(1);
  }

  @Test
  void goesOnWhereATransferWasCut() throws IOException {
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/cut")))).isEqualTo(BYTES);
    assertThat(asked.get(1)).matches("/cut bytes=[1-9]\\d*-");
  }

  /** A Content-Length that is too large, after which nothing is left to go on with. */
  @Test
  void beginsAnewWhereNothingIsLeftToGoOnWith() throws IOException {
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/lying")))).isEqualTo(BYTES);
    assertThat(asked).hasSize(3);
  }

  @Test
  void asksAgainWhereAPageCameInsteadOfTheFile() throws IOException {
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/login")))).isEqualTo(BYTES);
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksABusyServerAgain() throws IOException {
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/busy")))).isEqualTo(BYTES);
    assertThat(asked).hasSize(2);
  }

  @Test
  void leavesAServerAloneForAsLongAsItAsks() throws IOException {
    PAUSES.clear();
    assertThat(Files.readAllBytes(fetcher(QUICK).fetch(download("/limited")))).isEqualTo(BYTES);
    assertThat(PAUSES).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void goesOnToTheNextMirrorWhereOneAsksForAnHour() throws IOException {
    PAUSES.clear();
    Path file = fetcher(QUICK).fetch(download("/asleep", "/good"));
    assertThat(Files.readAllBytes(file)).isEqualTo(BYTES);
    assertThat(PAUSES).isEmpty();
  }

  @Test
  void doesNotWaitAMinuteTooOften() throws IOException {
    PAUSES.clear();
    fetcher(QUICK).fetch(download("/tired", "/good"));
    assertThat(PAUSES).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  @Test
  void goesToTheNextMirrorAndRefusesOtherBytes() throws IOException {
    Path file = fetcher(QUICK).fetch(download("/none", "/secret", "/other", "/good"));
    assertThat(Files.readAllBytes(file)).isEqualTo(BYTES);
    assertThat(asked).filteredOn(request -> request.startsWith("/other")).hasSize(2);
    assertThat(asked).filteredOn(request -> !request.startsWith("/other")).hasSize(3);
  }

  @Test
  void listsEachPlaceAndItsAnswer() {
    assertThatThrownBy(() -> fetcher(QUICK).fetch(download("/none", "/secret", "/other")))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(at("/none") + ": HTTP 404")
        .hasMessageContaining(at("/secret") + ": HTTP 403")
        .hasMessageContaining(at("/other") + ": expected " + Digest.of(BYTES) + ", received ")
        .hasMessageContaining("-Dwee.mirror");
    assertThat(fetcher(QUICK).fetch(download("/good"))).exists();
  }

  @Test
  void tellsWhatNobodyHasFromWhatFailed() {
    assertThatThrownBy(() -> fetcher(QUICK).fetch(download("/none")))
        .isInstanceOfSatisfying(FetchException.class, e -> assertThat(e.notFound()).isTrue())
        .hasMessageContaining("superseded");
    assertThatThrownBy(() -> fetcher(QUICK).fetch(download("/none", "/secret")))
        .isInstanceOfSatisfying(FetchException.class, e -> assertThat(e.notFound()).isFalse());
  }

  @Test
  void refusesMoreBytesThanTheIndexSaid() {
    Download small = new Download("file.deb", List.of(at("/good")), Digest.of(BYTES), 1000);
    assertThatThrownBy(() -> fetcher(QUICK).fetch(small))
        .hasMessageContaining("more than the 1000 bytes expected");
  }

  @Test
  void stopsAServerThatNeverEnds() {
    FetchSettings small = QUICK.withLimits(new SizeLimits(5_000_000, 1_000_000));
    Map.of(
            "torch-2.9.0-cp313-cp313-linux_x86_64.whl",
            "more than 5000000 bytes, the most that wee takes of a wheel whose size nobody says",
            "Python-3.13.5.tar.xz",
            "more than 1000000 bytes, the most that wee takes of a source archive")
        .forEach(
            (name, said) -> {
              URI uri = at("/endless/" + name);
              Digest any = Digest.of(BYTES);
              assertThatThrownBy(
                      () ->
                          fetcher(small)
                              .fetch(new Download(name, List.of(uri), any, Download.UNKNOWN_SIZE)))
                  .hasMessageContainingAll(uri.toString(), said);
            });
    assertThat(asked).hasSize(2);
  }

  @Test
  void findsOutADigestThatNobodyTellsAndKeepsTheFile() {
    HttpFetcher online = fetcher(QUICK);
    assertThat(online.digestOf("a-1-py3-none-any.whl", at("/cut"))).isEqualTo(Digest.of(BYTES));

    Download known = new Download("a.whl", List.of(at("/none")), Digest.of(BYTES), -1);
    assertThat(online.fetch(known)).hasBinaryContent(BYTES);
    HttpFetcher offline = fetcher(QUICK.withOffline(true));
    assertThat(offline.digestOf("a.whl", at("/cut"))).isEqualTo(Digest.of(BYTES));
    assertThatThrownBy(() -> offline.digestOf("b.whl", at("/good")))
        .hasMessageContainingAll("Maven is offline (-o)", "b.whl");
    assertThatThrownBy(() -> online.digestOf("b.whl", at("/none")))
        .isInstanceOfSatisfying(FetchException.class, e -> assertThat(e.notFound()).isTrue());

    FetchSettings small = QUICK.withLimits(new SizeLimits(5_000_000, 1_000_000));
    assertThatThrownBy(() -> fetcher(small).digestOf("c.whl", at("/endless")))
        .hasMessageContaining("more than 5000000 bytes");
  }

  @Test
  void noFileIsTakenWithoutAnyBound() {
    for (String name : List.of("a-1-py3-none-any.whl", "a-1.tar.gz", "Python-3.13.5.tar.xz")) {
      Download unknown = new Download(name, List.of(), Digest.of(BYTES), Download.UNKNOWN_SIZE);
      assertThat(FetchSettings.DEFAULT.limits().of(unknown).bytes()).isBetween(1L << 30, 16L << 30);
    }
  }

  @Test
  void offlineNamesWhatIsMissing() {
    assertThatThrownBy(() -> fetcher(QUICK.withOffline(true)).fetch(download("/good")))
        .hasMessageContaining("Maven is offline (-o)")
        .hasMessageContaining("file.deb");
    assertThat(asked).isEmpty();
  }

  @Test
  void asksForFreshFilesEachTimeAndKeepsTheLastForOffline() {
    HttpFetcher online = fetcher(QUICK);
    assertThat(online.fetchFresh("InRelease", List.of(at("/good")), 1 << 20)).isEqualTo(BYTES);
    assertThat(online.fetchFresh("InRelease", List.of(at("/good")), 1 << 20)).isEqualTo(BYTES);
    assertThat(asked).hasSize(2);
    HttpFetcher offline = fetcher(QUICK.withOffline(true));
    assertThat(offline.fetchFresh("InRelease", List.of(at("/good")), 1 << 20)).isEqualTo(BYTES);
    assertThat(asked).hasSize(2);
    assertThatThrownBy(() -> offline.fetchFresh("InRelease", List.of(at("/new")), 9))
        .hasMessageContaining("offline");
  }

  @Test
  void whatFailsItsCheckIsNotKept() {
    HttpFetcher online = fetcher(QUICK);
    List<URI> places = List.of(at("/good"));
    Function<byte[], byte[]> badlySigned =
        bytes -> {
          throw new FetchException("badly signed", false, null);
        };
    assertThatThrownBy(() -> online.fetchFresh("InRelease", places, 1 << 20, badlySigned))
        .hasMessageContaining("badly signed");
    HttpFetcher offline = fetcher(QUICK.withOffline(true));
    assertThatThrownBy(() -> offline.fetchFresh("InRelease", places, 1 << 20))
        .hasMessageContaining("not in the cache");
    assertThat(online.fetchFresh("InRelease", places, 1 << 20)).isEqualTo(BYTES);
    assertThatThrownBy(() -> online.fetchFresh("InRelease", places, 1 << 20, badlySigned))
        .hasMessageContaining("badly signed");
    assertThat(offline.fetchFresh("InRelease", places, 1 << 20)).isEqualTo(BYTES);
  }

  @Test
  void aProbeTellsAbsentFromSilent() throws IOException {
    HttpFetcher fetcher = new HttpFetcher(new Store(root), QUICK, Progress.NONE);
    URI none = at("/none");
    assertThat(fetcher.probe(List.of(none)).absent()).isTrue();
    assertThat(fetcher.probe(List.of(none, at("/busy"))).there()).isTrue();
    URI nobody = URI.create("http://no-such-host.invalid/file");
    ProbeResult silent = fetcher.probe(List.of(none, nobody));
    assertThat(silent.absent()).isFalse();
    assertThat(silent.there()).isFalse();
    assertThat(silent.answers())
        .containsExactly(none + ": HTTP 404", nobody + ": unknown host no-such-host.invalid");
    assertThat(asked).noneMatch(a -> a.startsWith("/none bytes"));
  }

  @Test
  void aProxyOfAnUnknownNameIsWhatIsUnknown() {
    FetchSettings through =
        QUICK.withProxy(PackageProxy.parse("http://no-such-proxy.invalid:3128"));
    HttpFetcher fetcher = new HttpFetcher(new Store(root), through, Progress.NONE);
    String said =
        "unknown host no-such-proxy.invalid, through the proxy no-such-proxy.invalid:3128 of"
            + " <pkgProxy>";
    List<URI> places = List.of(at("/file"));
    assertThat(fetcher.probe(places).answers()).singleElement().asString().contains(said);
    assertThatThrownBy(() -> fetcher.fetchFresh("InRelease", places, 1 << 20))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(said);
    assertThat(asked).isEmpty();
  }
}
