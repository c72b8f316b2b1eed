package io.github.weepython.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.SquidProxy;
import io.github.weepython.maven.spec.PackageProxy;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real .debs from a mirror on loopback, through Debian's squid as examples/squid sets it up. */
class SquidIT {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  @TempDir Path temp;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer mirror;

  @BeforeEach
  void startMirror() throws IOException {
    mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mirror.createContext(
        "/debian/pool/",
        exchange -> {
          String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
          asked.add(name);
          byte[] bytes = Files.readAllBytes(DEBS.resolve(name));
          try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    mirror.start();
  }

  @AfterEach
  void stopMirror() {
    mirror.stop(0);
  }

  private List<Download> downloads() throws IOException {
    try (Stream<Path> files = Files.list(DEBS)) {
      List<Download> downloads = new ArrayList<>();
      for (Path path : files.filter(f -> f.toString().endsWith(".deb")).sorted().toList()) {
        String name = path.getFileName().toString();
        String uri = "http://127.0.0.1:" + mirror.getAddress().getPort() + "/debian/pool/" + name;
        downloads.add(
            new Download(name, List.of(URI.create(uri)), Digest.of(path), Files.size(path)));
      }
      return downloads;
    }
  }

  /** With a cache of its own, empty. */
  private List<Digest> fetched(String cache, FetchSettings settings) throws IOException {
    Store store = new Store(temp.resolve(cache));
    List<Digest> digests = new ArrayList<>();
    for (Path path : new HttpFetcher(store, settings, Progress.NONE).fetchAll(downloads())) {
      digests.add(Digest.of(path));
    }
    return digests;
  }

  @Test
  void aSecondEmptyCacheIsFilledFromSquidAlone() throws Exception {
    int files = downloads().size();
    SquidServer squid = SquidServer.start();
    List<Digest> first;
    List<Digest> second;
    try (squid) {
      FetchSettings through =
          FetchSettings.DEFAULT.withProxy(PackageProxy.parse("http://127.0.0.1:" + squid.port()));
      first = fetched("first", through);
      assertThat(asked).hasSize(files);
      second = fetched("second", through);
    }
    assertThat(asked).as("asked of the mirror").hasSize(files);
    assertThat(squid.accesses().subList(0, files))
        .allMatch(line -> line.contains(" TCP_MISS/200 "));
    assertThat(squid.accesses().subList(files, 2 * files))
        .allMatch(line -> line.matches(".* TCP_(MEM_)?HIT/200 .*"));
    assertThat(second).isEqualTo(first).isEqualTo(fetched("direct", FetchSettings.DEFAULT));
  }

  @Test
  void aProxyThatIsNotThereIsNamed() {
    FetchSettings through =
        FetchSettings.DEFAULT
            .withRetries(FetchRetries.DEFAULT.withTries(1))
            .withNetwork(Network.DIRECT.withProxy(PackageProxy.parse("http://127.0.0.1:1")));
    assertThatThrownBy(() -> fetched("none", through))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("ConnectException")
        .hasMessageContaining("through the proxy 127.0.0.1:1 of")
        .hasMessageContaining("<pkgProxy>");
  }

  @Test
  void aProxyThatWantsAPasswordSaysWhereItBelongs() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path etc = Files.createDirectory(temp.resolve("squid"));
    try (SquidProxy squid = SquidProxy.start(etc, "let me in")) {
      FetchSettings without =
          FetchSettings.DEFAULT.withProxy(PackageProxy.parse("127.0.0.1:" + squid.port()));
      assertThatThrownBy(() -> fetched("without", without))
          .hasMessageContaining("HTTP 407")
          .hasMessageContaining("through the proxy 127.0.0.1:" + squid.port())
          .hasMessageContaining("<username> and <password> of a <proxy> in settings.xml");
      assertThat(asked).isEmpty();
      InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", squid.port());
      Credential login =
          new Credential("settings.xml, proxy 'squid'", SquidProxy.USER, "let me in");
      FetchSettings with =
          FetchSettings.DEFAULT.withProxy(
              uri -> new HttpProxy("settings.xml", address, Optional.of(login)));
      assertThat(fetched("with", with)).hasSize(downloads().size());
    }
  }
}
