package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpException;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that nobody reaches, a mirror that answers for it, and one that sends elsewhere. */
class MirroredIndexTest {
  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  /** A name that is nowhere (RFC 6761). */
  private static final String FAR = "https://index.invalid/pypi/simple/";

  @TempDir Path dir;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer mirror;
  private HttpServer moved;
  private Path wheel;

  @BeforeEach
  void start() throws IOException {
    wheel = TestWheels.module(dir.resolve("house"), "acme", "1.0", "py3-none-any", "x = 1\n");
    mirror = LoopbackServer.start("/", exchange -> answer("mirror", exchange));
    moved = LoopbackServer.start("/", exchange -> answer("moved", exchange));
  }

  @AfterEach
  void stop() {
    mirror.stop(0);
    moved.stop(0);
  }

  private void answer(String who, HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(
        who
            + " "
            + path
            + " "
            + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
    try (exchange) {
      if (path.startsWith("/sends")) {
        exchange.getResponseHeaders().set("Location", url(moved, "/there/simple/acme/"));
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      boolean page = path.endsWith("/simple/acme/");
      boolean file = path.matches("/(mirror|there)/files/.*");
      byte[] bytes =
          page
              ? "<a href=\"../../files/%s#sha256=%s\">"
                  .formatted(wheel.getFileName(), Digest.of(wheel).hex())
                  .getBytes(StandardCharsets.UTF_8)
              : Files.readAllBytes(wheel);
      exchange.sendResponseHeaders(page || file ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private SiteInputs install(SiteIndex index, UrlMirrors mirrors, boolean offline)
      throws IOException {
    UrlLogins logins =
        new UrlLogins(
            id ->
                id.equals("house")
                    ? Optional.of(new Credential("settings.xml", "me", "pw-of-the-mirror"))
                    : Optional.empty());
    mirrors.all().stream()
        .filter(each -> each.url().startsWith("http"))
        .forEach(each -> logins.assign(URI.create(each.url()), each.id()));
    FetchSettings settings =
        FetchSettings.DEFAULT
            .withOffline(offline)
            .withNetwork(new Network(uri -> Proxy.NO_PROXY, logins, Optional.empty(), mirrors));
    Path file =
        Files.writeString(dir.resolve("requirements.txt"), TestWheels.pinned("acme", "1.0", wheel));
    Site site =
        new Site(
            Optional.empty(), Optional.of(file), List.of(index), Optional.empty(), SiteBuild.NONE);
    return SiteInputs.of(
        site, TARGET, new HttpFetcher(new Store(dir.resolve("cache")), settings, Progress.NONE));
  }

  private UrlMirrors mirrors(String of) {
    return new UrlMirrors(
        List.of(
            new UrlMirrors.Mirror("all", "*", "https://maven.invalid/"),
            new UrlMirrors.Mirror("house", of, url(mirror, "/mirror/simple/"))));
  }

  @Test
  void isAskedInsteadOfTheIndexThatItNamesByHostAndPath() throws IOException {
    SiteInputs inputs =
        install(
            new SiteIndex(URI.create(FAR)), mirrors("central,index.invalid/pypi/simple"), false);

    assertThat(inputs.wheels()).extracting(Wheel.OnDisk::file).hasSize(1);
    assertThat(asked)
        .anyMatch(each -> each.startsWith("mirror /mirror/simple/acme/"))
        .anyMatch(each -> each.startsWith("mirror /mirror/files/acme-1.0"))
        .allMatch(each -> each.contains("[Basic "));
    asked.clear();
    assertThat(
            install(new SiteIndex(URI.create(FAR)), mirrors("index.invalid/pypi/simple"), true)
                .wheels())
        .hasSize(1);
    assertThat(asked).isEmpty();
  }

  @Test
  void isAskedInsteadOfTheIndexThatThePomGivesThatId() throws IOException {
    UrlMirrors mirrors = mirrors("packages");
    SiteIndex index = new SiteIndex(URI.create(FAR), List.of(), Optional.of("packages"));
    assertThat(mirrors.assign(index.url(), "packages")).isTrue();
    assertThat(install(index, mirrors, false).wheels()).hasSize(1);
  }

  @Test
  void isNotMeantByAnAsteriskWhichIsForMavensOwnRepositories() {
    UrlMirrors mirrors =
        new UrlMirrors(
            List.of(new UrlMirrors.Mirror("all", "*,external:*", "https://maven.invalid/")));
    assertThat(mirrors.apply(URI.create(FAR))).hasToString(FAR);
  }

  @Test
  void isOfWholeNamesInAPath() {
    UrlMirrors mirrors = mirrors("index.invalid/pypi");
    assertThat(mirrors.apply(URI.create("https://index.invalid/pypi-2/a?b=c")))
        .hasToString("https://index.invalid/pypi-2/a?b=c");
    assertThat(mirrors.apply(URI.create("https://index.invalid/pypi/a%20b?b=c")))
        .hasToString(url(mirror, "/mirror/simple/a%20b?b=c"));
  }

  @Test
  void saysWhichMirrorIsWrong() {
    UrlMirrors mirrors =
        new UrlMirrors(List.of(new UrlMirrors.Mirror("house", "index.invalid", "not a url")));
    assertThatThrownBy(() -> mirrors.apply(URI.create(FAR)))
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("'house'")
        .hasMessageContaining("'not a url'");
  }

  @Test
  void linksOfAPageThatWasSentElsewhereAreRelativeToThatPlace() throws IOException {
    SiteIndex index = new SiteIndex(URI.create(url(mirror, "/sends/simple/")));
    assertThat(install(index, UrlMirrors.NONE, false).wheels()).hasSize(1);
    assertThat(asked).anyMatch(each -> each.startsWith("moved /there/files/acme-1.0"));
  }
}
