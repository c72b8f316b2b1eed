package io.github.weepython.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.Netrc;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.TestCertificate;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors and indexes that want a login, are certified by a company, or redirect elsewhere. */
class LoginsTest {
  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer mirror;
  private HttpServer elsewhere;
  private final Map<String, Credential> settings = new ConcurrentHashMap<>();
  private final UrlLogins logins = new UrlLogins(id -> Optional.ofNullable(settings.get(id)));

  @BeforeEach
  void start() throws IOException {
    elsewhere = LoopbackServer.start("/", exchange -> answer("elsewhere", exchange));
    mirror = LoopbackServer.start("/", exchange -> answer("mirror", exchange));
  }

  @AfterEach
  void stop() {
    mirror.stop(0);
    elsewhere.stop(0);
  }

  private void answer(String who, HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(who + " " + path + " " + authorization);
    try (exchange) {
      if (path.startsWith("/moved")) {
        exchange.getResponseHeaders().set("Location", url(elsewhere, "/plain"));
        exchange.sendResponseHeaders(302, -1);
      } else if (path.startsWith("/closed") && authorization == null) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"closed\"");
        exchange.sendResponseHeaders(401, -1);
      } else {
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private String get(String url, Optional<Path> authority) {
    FetchSettings settings =
        FetchSettings.DEFAULT.withNetwork(new Network(uri -> Proxy.NO_PROXY, logins, authority));
    byte[] bytes =
        new HttpFetcher(new Store(dir.resolve("cache")), settings, Progress.NONE)
            .fetchFresh("it", List.of(URI.create(url)), 100);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String withLogin(String url) {
    return url.replace("http://", "http://wee:s3cr%40tW0rd@");
  }

  @Test
  void aLoginInAUrlIsTakenOutAndGivenToThatServerAlone() {
    String bare = logins.strip("<mirror>", withLogin(url(mirror, "/closed")));
    assertThat(bare).isEqualTo(url(mirror, "/closed"));
    String both = logins.strip("<mirror>", "http://a.example/, " + withLogin("http://b.example/x"));
    assertThat(both).isEqualTo("http://a.example/,http://b.example/x");
    assertThat(get(bare, Optional.empty())).isEqualTo("ok");
    assertThat(get(url(mirror, "/moved"), Optional.empty())).isEqualTo("ok");
    String login = new Credential("", "wee", "s3cr@tW0rd").basic();
    assertThat(asked)
        .containsExactly(
            "mirror /closed " + login, "mirror /moved " + login, "elsewhere /plain null");
  }

  @Test
  void settingsXmlHasTheLoginOfAMirror() {
    String id = "127.0.0.1:" + mirror.getAddress().getPort();
    settings.put("127.0.0.1", new Credential("host", "host", "hostSecret"));
    settings.put(id + "/closed/team", new Credential("team", "team", "teamSecret"));
    settings.put(id + "/closed/other", new Credential("other", "other", "otherSecret"));
    assertThat(get(url(mirror, "/closed/team/x"), Optional.empty())).isEqualTo("ok");
    assertThat(get(url(mirror, "/closed/teams/x"), Optional.empty())).isEqualTo("ok");
    assertThat(asked)
        .containsExactly(
            "mirror /closed/team/x " + settings.get(id + "/closed/team").basic(),
            "mirror /closed/teams/x " + settings.get("127.0.0.1").basic());
  }

  @Test
  void aHeaderOfSettingsXmlIsSentAsItIsAndNotElsewhere() {
    Credential token = Credential.header("settings", "Bearer t0ken-0f-a-team");
    settings.put("127.0.0.1:" + mirror.getAddress().getPort(), token);
    settings.put("deb.example", token);
    assertThat(get(url(mirror, "/closed"), Optional.empty())).isEqualTo("ok");
    assertThat(get(url(mirror, "/moved"), Optional.empty())).isEqualTo("ok");
    assertThat(asked)
        .containsExactly(
            "mirror /closed Bearer t0ken-0f-a-team",
            "mirror /moved Bearer t0ken-0f-a-team",
            "elsewhere /plain null");
    assertThat(logins.apply(URI.create("http://deb.example/debian"))).isEmpty();
    assertThat(token + "").doesNotContain("t0ken");
  }

  @Test
  void aServerThatNothingIsAskedOfIsNotLookedAt() {
    UrlLogins broken =
        new UrlLogins(
            id -> {
              throw new IllegalStateException(id);
            });
    broken.assignIfThere(URI.create("https://maven.example/all/"), "maven");
    broken.strip("<index>", withLogin(url(mirror, "/closed")));

    assertThat(broken.apply(URI.create(url(mirror, "/closed")))).isPresent();
    assertThatThrownBy(() -> broken.apply(URI.create("https://maven.example/all/x")))
        .hasMessage("maven");
  }

  @Test
  void settingsXmlsLoginsAreNotSentInPlainTextOverANetwork() {
    settings.put("deb.example", new Credential("s", "u", "plainSecret"));
    assertThat(logins.apply(URI.create("http://deb.example/debian"))).isEmpty();
    assertThat(logins.apply(URI.create("https://deb.example/debian"))).isPresent();
  }

  @Test
  void anIndexHasTheLoginOfItsServerForItsFilesTooAndForNoNeighbour() {
    settings.put("packages", new Credential("packages", "p", "packagesSecret"));
    settings.put("other", new Credential("other", "o", "otherSecret"));
    assertThat(logins.assign(URI.create(url(mirror, "/a/simple/")), "packages")).isTrue();
    assertThat(logins.assign(URI.create(url(mirror, "/b/simple/")), "other")).isTrue();
    assertThat(logins.assign(URI.create(url(mirror, "/c/simple/")), "missing")).isFalse();

    for (String path : List.of("/a/simple/x/", "/a/files/x.whl", "/b/simple/x/", "/ab/x")) {
      assertThat(get(url(mirror, path), Optional.empty())).isEqualTo("ok");
    }

    assertThat(asked)
        .containsExactly(
            "mirror /a/simple/x/ " + settings.get("packages").basic(),
            "mirror /a/files/x.whl " + settings.get("packages").basic(),
            "mirror /b/simple/x/ " + settings.get("other").basic(),
            "mirror /ab/x null");
  }

  @Test
  void netrcHasLoginsOfHosts() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("netrc"),
            """
            # machine a.example login no password comment
            machine a.example
              login wee
              password "with \\" sign"
            macdef init
            machine b.example login no password macro

            machine c.example login __token__ password t0ken account x machine d.example password d
            default login anybody password everywhere
            """);
    Netrc netrc = Netrc.of(Map.of("NETRC", file.toString()), dir);

    assertThat(netrc.apply(URI.create("https://a.example/simple/")))
        .hasValueSatisfying(login -> assertThat(login.password()).isEqualTo("with \" sign"));
    assertThat(netrc.apply(URI.create("https://c.example:8443/x")))
        .hasValueSatisfying(login -> assertThat(login.user()).isEqualTo("__token__"));
    assertThat(netrc.apply(URI.create("https://d.example/"))).isPresent();
    assertThat(netrc.apply(URI.create("http://a.example/simple/"))).isEmpty();
    assertThat(netrc.apply(URI.create("https://b.example/"))).isEmpty();
    assertThat(netrc.apply(URI.create("https://e.example/"))).isEmpty();
    assertThat(Netrc.of(Map.of(), dir).apply(URI.create("https://a.example/"))).isEmpty();
  }

  @Test
  void saysWhereALoginBelongs() {
    assertThatThrownBy(() -> get(url(mirror, "/closed"), Optional.empty()))
        .hasMessageContaining("HTTP 401")
        .hasMessageContaining("a <server> in settings.xml with the id 127.0.0.1");
  }

  @Test
  void aCompanysAuthorityIsTrustedAndAWayBackToHttpRefused() throws Exception {
    TestCertificate made = TestCertificate.make(dir);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(made.tls()));
    secure.createContext("/", exchange -> answer("secure", exchange));
    secure.start();
    try {
      String url = url(secure, "/plain").replace("http:", "https:");
      assertThat(get(url, Optional.of(made.certificate()))).isEqualTo("ok");
      assertThatThrownBy(() -> get(url, Optional.empty())).hasMessageContaining("-Dwee.registryCa");
      assertThatThrownBy(() -> get(url.replace("plain", "moved"), Optional.of(made.certificate())))
          .hasMessageContaining("from https to http, which is refused");
      assertThat(asked).noneMatch(each -> each.startsWith("elsewhere"));
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void aPasswordMayHaveCommas() {
    assertThat(logins.strip("<upstream>", "https://me:p,a,ss@a.example/x"))
        .isEqualTo("https://a.example/x");
    assertThat(logins.strip("<mirror>", "http://a.example/, https://me:p,w@b.example/"))
        .isEqualTo("http://a.example/,https://b.example/");
    assertThat(logins.strip("<mirror>", "http://a.example/x,http://b.example/y"))
        .isEqualTo("http://a.example/x,http://b.example/y");
  }
}
