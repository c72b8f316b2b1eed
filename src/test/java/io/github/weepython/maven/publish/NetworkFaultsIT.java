package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchRetries;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.site.PythonIndexes;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty of a hundred requests fail at random, with {@code -Dcampaign.seeds} seeds. Writes {@code
 * target/campaign/network.csv}, which src/campaign/sweeps.py puts into docs/reliability.md.
 */
class NetworkFaultsIT {
  private static final int PERCENT = 30;
  private static final long SEEDS = Long.getLong("campaign.seeds", 4);
  private static final int FILES = 40;
  private static final List<String> ROWS = new ArrayList<>();

  @TempDir Path dir;
  private int requests;
  private int failed;

  @AfterAll
  static void write() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/campaign"));
    Files.write(folder.resolve("network.csv"), ROWS);
  }

  private void done(String what) {
    ROWS.add("%s,%d,%d,%d".formatted(what, SEEDS, requests, failed));
    assertThat(failed).as("faults").isGreaterThan(requests / 8);
  }

  /** What a mirror has: files of all sizes, by path. */
  private static Map<String, byte[]> files() {
    Random random = new Random(7);
    Map<String, byte[]> all = new HashMap<>();
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[random.nextInt(10) == 0 ? 2_000_000 : random.nextInt(200_000)];
      random.nextBytes(bytes);
      all.put("/pool/" + i + ".deb", bytes);
    }
    return all;
  }

  private static void serve(Map<String, byte[]> files, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = files.get(exchange.getRequestURI().getPath());
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (bytes == null || (from > 0 && from >= bytes.length)) {
        exchange.sendResponseHeaders(bytes == null ? 404 : 416, -1);
        return;
      }
      String said = "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length);
      exchange.getResponseHeaders().set("Content-Range", said);
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
      exchange.getResponseBody().write(bytes, from, bytes.length - from);
    }
  }

  /** As real ones, so that twelve attempts last longer than a moment; but for what servers ask. */
  private static void pause(Duration pause) throws InterruptedException {
    Duration most = Duration.ofMillis(50);
    Backoff.Pause.REAL.pause(pause.compareTo(most) < 0 ? pause : most);
  }

  private HttpFetcher fetcher(long seed) {
    FetchSettings settings =
        FetchSettings.DEFAULT.withRetries(
            FetchRetries.DEFAULT.withBackoff(
                new Backoff(Duration.ofMillis(5), new Random(seed), NetworkFaultsIT::pause)));
    return new HttpFetcher(new Store(dir.resolve("cache" + seed)), settings, Progress.NONE);
  }

  @Test
  void everyFileOfAMirrorArrives() throws Exception {
    Map<String, byte[]> files = files();
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer mirror = LoopbackServer.start("/", exchange -> serve(files, exchange), threads);
    try {
      for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
        try (FaultProxy proxy = new FaultProxy(mirror.getAddress().getPort())) {
          proxy.failDownloadsAtRandom(PERCENT, seed);
          List<Download> wanted = new ArrayList<>();
          files.forEach(
              (path, bytes) ->
                  wanted.add(
                      new Download(
                          path, List.of(at(proxy, path)), Digest.of(bytes), bytes.length)));
          List<Path> found = fetcher(seed).fetchAll(wanted);
          for (int i = 0; i < wanted.size(); i++) {
            assertThat(Digest.of(found.get(i))).isEqualTo(wanted.get(i).digest());
          }
          count(proxy);
        }
      }
    } finally {
      mirror.stop(0);
      threads.shutdownNow();
    }
    done("downloads of a mirror");
  }

  /**
   * What is asked for anew each time has no digest that is known before: what it says is checked.
   */
  @Test
  void everyIndexArrives() throws Exception {
    byte[] index = "Origin: Debian\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
    HttpServer mirror =
        LoopbackServer.start("/", exchange -> serve(Map.of("/InRelease", index), exchange));
    try {
      for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
        try (FaultProxy proxy = new FaultProxy(mirror.getAddress().getPort())) {
          proxy.failDownloadsAtRandom(PERCENT, seed);
          for (int i = 0; i < FILES; i++) {
            byte[] found =
                fetcher(seed)
                    .fetchFresh(
                        "InRelease", List.of(at(proxy, "/InRelease")), 1 << 20, this::checked);
            assertThat(found).isEqualTo(index);
          }
          count(proxy);
        }
      }
    } finally {
      mirror.stop(0);
    }
    done("indexes of a mirror");
  }

  /** Whose pages are lists of files for any bytes; SimpleIndex tells them from those for people. */
  @Test
  void everyPageOfAPythonIndexArrives() throws Exception {
    byte[] page =
        "<a href=\"acme-1.0-py3-none-any.whl\">acme</a>\n"
            .repeat(2000)
            .getBytes(StandardCharsets.UTF_8);
    HttpServer index =
        LoopbackServer.start("/", exchange -> serve(Map.of("/simple/acme/", page), exchange));
    try {
      for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
        try (FaultProxy proxy = new FaultProxy(index.getAddress().getPort())) {
          proxy.failDownloadsAtRandom(PERCENT, seed);
          SiteIndex own = new SiteIndex(at(proxy, "/simple/"), List.of(), Optional.empty());
          for (int i = 0; i < FILES; i++) {
            assertThat(PythonIndexes.files(own, "acme", fetcher(seed))).isEqualTo(2000);
          }
          count(proxy);
        }
      }
    } finally {
      index.stop(0);
    }
    done("pages of a Python index");
  }

  private byte[] checked(byte[] bytes) {
    if (bytes[0] == '<') {
      throw new PublishException("no signature");
    }
    return bytes;
  }

  @Test
  void everyImageArrivesInARegistry() throws Exception {
    Image image = TestImages.image(Files.createDirectory(dir.resolve("image")));
    try (RegistryServer registry = RegistryServer.start(Files.createDirectory(dir.resolve("r")))) {
      for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
        try (FaultProxy proxy = new FaultProxy(registry.port())) {
          proxy.failAtRandom(PERCENT, seed);
          push(image, "127.0.0.1:%d/faults/n%d".formatted(proxy.port(), seed), seed);
          String url = "http://127.0.0.1:%d/v2/faults/n%d".formatted(registry.port(), seed);
          assertThat(Digest.of(read(url + "/manifests/a"))).isEqualTo(image.digest());
          count(proxy);
        }
      }
    }
    done("pushes to a registry");
  }

  private void push(Image image, String name, long seed) {
    PushSettings settings =
        new PushSettings(
            new Credentials(any -> Optional.empty(), Map.of(), dir),
            Duration.ofSeconds(120),
            new Backoff(Duration.ofMillis(1), new Random(seed), Backoff.Pause.REAL),
            RegistryTransport.DIRECT,
            false,
            BlobMountSources.NONE);
    PushResult result =
        new RegistryPublisher(Progress.NONE)
            .push(image.bundle(), ImageName.parse(name), List.of("a"), settings);
    assertThat(result.digest()).isEqualTo(image.digest());
  }

  private static byte[] read(String url) throws IOException {
    URLConnection connection = URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Accept", "application/vnd.oci.image.manifest.v1+json");
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static URI at(FaultProxy proxy, String path) {
    return URI.create("http://127.0.0.1:" + proxy.port() + path);
  }

  private void count(FaultProxy proxy) {
    requests += proxy.requests();
    failed += proxy.injected();
  }
}
