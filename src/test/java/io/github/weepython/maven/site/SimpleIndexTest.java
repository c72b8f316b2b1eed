package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.fetch.FetchRetries;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimpleIndexTest {
  private static final String LOGIN =
      "<!DOCTYPE html><title>Please log in</title><form><input name=user></form>";
  private static final String FILES = "<a href=\"acme-1.0-py3-none-any.whl\">acme</a>";

  @TempDir Path dir;
  private final AtomicInteger asked = new AtomicInteger();
  private int pages;
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
    try (exchange) {
      String text = asked.incrementAndGet() <= pages ? LOGIN : FILES;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private int files(boolean offline) {
    FetchSettings settings =
        FetchSettings.DEFAULT
            .withOffline(offline)
            .withRetries(
                new FetchRetries(
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    new Backoff(Duration.ofMillis(1), new Random(3), pause -> {})))
            .withParallel(4);
    URI url = URI.create("http://127.0.0.1:%d/simple/".formatted(server.getAddress().getPort()));
    HttpFetcher fetcher = new HttpFetcher(new Store(dir), settings, Progress.NONE);
    return PythonIndexes.files(new SiteIndex(url, List.of(), Optional.empty()), "acme", fetcher);
  }

  @Test
  void asksAgainWhereAProxysPageCameInItsPlace() {
    pages = 2;
    assertThat(files(false)).isEqualTo(1);
    assertThat(asked).hasValue(3);
  }

  @Test
  void keepsThePageThatWasGoodBeforeForOffline() {
    assertThat(files(false)).isEqualTo(1);
    pages = Integer.MAX_VALUE;
    assertThatThrownBy(() -> files(false)).hasMessageContaining("HTML page for people");
    assertThat(files(true)).isEqualTo(1);
  }
}
