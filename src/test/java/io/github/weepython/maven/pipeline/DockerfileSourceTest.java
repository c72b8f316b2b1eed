package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileSourceTest {
  private static final String TARBALL = "a tarball";

  @TempDir Path folder;
  private HttpServer server;
  private Path local;
  private DockerfileSource source;

  /** A proxy that stands for all servers: /there is there, /refused is nobody's to see. */
  @BeforeEach
  void start() throws IOException {
    server =
        LoopbackServer.start(
            "/",
            exchange -> {
              String path = exchange.getRequestURI().getPath();
              int status = path.contains("there") ? 200 : path.contains("refused") ? 403 : 404;
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            });
    local = Files.writeString(folder.resolve("a file"), TARBALL);
    Proxy proxy =
        new Proxy(
            Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", server.getAddress().getPort()));
    Network network =
        new Network(
            uri -> proxy,
            uri ->
                "private.example.com".equals(uri.getHost())
                    ? Optional.of(new Credential("settings.xml", "user", "password"))
                    : Optional.empty(),
            Optional.empty());
    source =
        new DockerfileSource(
            new HttpFetcher(
                new Store(folder.resolve("cache")),
                FetchSettings.DEFAULT.withNetwork(network),
                Progress.NONE),
            network);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void namesTheFirstPlaceThatHasIt() throws IOException {
    Files.writeString(folder.resolve("source.tar"), "of an earlier run");
    String there = "http://mirror.example.com/there/Python-3.13.5.tar.xz";
    assertThat(
            write(
                local.toUri().toString(),
                "http://mirror.example.com/refused/Python-3.13.5.tar.xz",
                "http://mirror.example.com/pool/Python-3.13.5.tar.xz",
                there))
        .isEqualTo(
            "ADD --checksum=sha256:%s \\\n  %s /wee/source.tar"
                .formatted(Digest.of(TARBALL).hex(), there));
    assertThat(folder.resolve("source.tar")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.example.com/nowhere.tar",
        "http://mirror.example.com/refused.tar",
        "http://private.example.com/there.tar",
        "http://mirror.example.com/there.tar?token=1234",
        "http://user:password@mirror.example.com/there.tar",
        "http://localhost:3142/there.tar",
        "http://127.0.0.1/there.tar"
      })
  void laysACopyBesideTheDockerfileWhereNoPlaceIsOpenToAll(String uri) throws IOException {
    String text = write(local.toUri().toString(), uri);
    assertThat(text)
        .contains("\nCOPY source.tar /wee/source.tar\n")
        .endsWith(
            "RUN echo \"%s  /wee/source.tar\" | sha256sum -c".formatted(Digest.of(TARBALL).hex()))
        .doesNotContain("file:", "http:", folder.toString());
    assertThat(folder.resolve("source.tar")).hasContent(TARBALL);
  }

  private String write(String... uris) throws IOException {
    return source.write(
        new LockedFile(
            "Python-3.13.5.tar.xz",
            "3.13.5",
            Stream.of(uris).map(URI::create).toList(),
            Digest.of(TARBALL).hex(),
            -1),
        folder);
  }
}
