package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that really answer, below {@code /<index>/simple/}, of folders of the same names. */
class SeveralIndexesTest {
  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  @TempDir Path dir;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> refuses = new ConcurrentHashMap<>();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Map<String, String> links = new ConcurrentHashMap<>();
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
    String index = path.split("/")[1];
    asked.add(path);
    Path file = dir.resolve(path.substring(1).replace("/simple/", "/"));
    try (exchange) {
      int status = refuses.getOrDefault(index, Files.exists(file) ? 200 : 404);
      String page = pages.get(index);
      if (status != 200 && page == null) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] bytes =
          page != null
              ? page.getBytes(StandardCharsets.UTF_8)
              : Files.isDirectory(file) ? links(index, file) : Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private byte[] links(String index, Path folder) throws IOException {
    StringBuilder html = new StringBuilder(links.getOrDefault(index, ""));
    if (!html.isEmpty()) {
      return html.toString().getBytes(StandardCharsets.UTF_8);
    }
    try (var files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        html.append(
            "<a href=\"%s#sha256=%s\">%1$s</a>\n"
                .formatted(path.getFileName(), Digest.of(path).hex()));
      }
    }
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  private SiteIndex index(String name, String... packages) {
    return new SiteIndex(
        URI.create("http://127.0.0.1:%d/%s/simple/".formatted(server.getAddress().getPort(), name)),
        List.of(packages),
        Optional.empty());
  }

  private Path wheel(String index, String name, String code) throws IOException {
    return TestWheels.module(dir.resolve(index).resolve(name), name, "1.0", "py3-none-any", code);
  }

  private SiteInputs install(String requirements, SiteIndex... indexes) throws IOException {
    return install(requirements, SiteBuild.NONE, indexes);
  }

  private SiteInputs install(String requirements, SiteBuild build, SiteIndex... indexes)
      throws IOException {
    Path file = Files.writeString(dir.resolve("requirements.txt"), requirements);
    Site site =
        new Site(Optional.empty(), Optional.of(file), List.of(indexes), Optional.empty(), build);
    FetchSettings settings = FetchSettings.DEFAULT.withProxy(uri -> Proxy.NO_PROXY);
    Fetcher fetcher = new HttpFetcher(new Store(dir.resolve("cache")), settings, Progress.NONE);
    return SiteInputs.of(site, TARGET, fetcher);
  }

  @Test
  void eachNameComesFromTheFirstIndexThatHasItAndNoLaterOneHearsOfIt() throws IOException {
    Path own = wheel("own", "acme", "x = 1\n");
    Path spam = wheel("open", "spam", "y = 1\n");
    wheel("open", "acme", "evil = 1\n");

    SiteInputs inputs =
        install(
            TestWheels.pinned("acme", "1.0", own) + TestWheels.pinned("spam", "1.0", spam),
            index("own"),
            index("open"));

    assertThat(inputs.wheels()).extracting(Wheel.OnDisk::url).hasSize(2);
    assertThat(inputs.wheels().get(0).file()).hasSameBinaryContentAs(own);
    assertThat(asked)
        .contains("/own/simple/acme/", "/own/simple/spam/", "/open/simple/spam/")
        .doesNotContain("/open/simple/acme/");
  }

  @Test
  void aNameInTwoIndexesWhoseLockedFileIsNotInTheFirstIsRefusedUntilItIsPinned()
      throws IOException {
    Path own = wheel("own", "acme", "x = 1\n");
    wheel("open", "acme", "evil = 1\n");
    String wanted = TestWheels.pinned("acme", "1.0", own);

    assertThatThrownBy(() -> install(wanted, index("open"), index("own")))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("'acme' is in two indexes")
        .hasMessageContaining("dependency confusion")
        .hasMessageContaining(
            "<index><url>%s</url><packages>acme</packages></index>".formatted(index("own")));

    asked.clear();
    assertThat(install(wanted, index("open"), index("own", "ac*")).wheels()).hasSize(1);
    assertThat(asked).contains("/own/simple/acme/").noneMatch(path -> path.startsWith("/open"));
  }

  @Test
  void anIndexThatClaimsNamesIsAskedForNoOther() throws IOException {
    Path spam = wheel("own", "spam", "y = 1\n");

    assertThatThrownBy(
            () ->
                install(
                    TestWheels.pinned("spam", "1.0", spam), index("open"), index("own", "acme-*")))
        .hasMessageContaining("has nothing on 'spam'")
        .hasMessageContaining("Others were not asked: by their <packages>");
    assertThat(asked).containsExactly("/open/simple/spam/");
  }

  @Test
  void noOtherIndexIsAskedInsteadOfOneThatRefuses() throws IOException {
    Path own = wheel("open", "acme", "x = 1\n");
    String wanted = TestWheels.pinned("acme", "1.0", own);
    for (int status : new int[] {401, 403}) {
      refuses.put("own", status);
      assertThatThrownBy(() -> install(wanted, index("own"), index("open")))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("HTTP " + status)
          .hasMessageContaining("no other index is asked instead")
          .hasMessageContaining("<server> in settings.xml with the id 127.0.0.1");
    }
    assertThat(asked).noneMatch(path -> path.startsWith("/open"));
  }

  @Test
  void aLoginPageIsNotTakenForAListOfFiles() throws IOException {
    Path own = wheel("own", "acme", "x = 1\n");
    pages.put("own", "<!DOCTYPE html><title>Sign in</title><form><input name=user></form>");

    assertThatThrownBy(
            () -> install(TestWheels.pinned("acme", "1.0", own), index("own"), index("open")))
        .hasMessageContaining("/own/simple/acme/ answered with an HTML page for people");
  }

  @Test
  void sourcesComeWhereNoWheelFitsWithWhatBuildsThem() throws IOException {
    Path sources = TestSources.extension(dir.resolve("open/ext"), "ext", "1.0", "ext.c", "");
    TestWheels.module(dir.resolve("open/ext"), "ext", "1.0", "cp313-cp313-win_amd64", "w = 1\n");
    Path tool =
        TestWheels.module(dir.resolve("open/setuptools"), "setuptools", "70", "py3-none-any", "");
    String wanted = TestWheels.pinned("ext", "1.0", sources);

    assertThatThrownBy(() -> install(wanted, index("open")))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("needs what is not locked: setuptools>=61")
        .hasMessageContaining("<buildRequirements>");

    Path tools =
        Files.writeString(dir.resolve("tools.txt"), TestWheels.pinned("setuptools", "70", tool));
    SiteBuild build = new SiteBuild(Optional.of(tools), Optional.empty(), List.of());
    SiteInputs inputs = install(wanted, build, index("open"));
    assertThat(inputs.wheels()).isEmpty();
    assertThat(inputs.sources())
        .extracting(each -> each.archive().name())
        .containsExactly("ext-1.0.tar.gz");
    assertThat(inputs.tools()).hasSize(1);
    assertThat(inputs.digests()).containsValues("ext-1.0.tar.gz", "setuptools-70-py3-none-any.whl");
  }

  @Test
  void sourcesOfAnotherVersionThanTheirNameSaysAreRefusedBeforeTheyAreBuilt() throws IOException {
    Path sources =
        TestSources.make(
            dir.resolve("open/ext"),
            "ext",
            "1.0",
            Map.of("PKG-INFO", "Metadata-Version: 2.1\nName: ext\nVersion: 1.1\n\nVersion: 7\n"));

    assertThatThrownBy(() -> install(TestWheels.pinned("ext", "1.0", sources), index("open")))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("says in its PKG-INFO that its version is 1.1");
  }

  @Test
  void damagedSourcesAreNamed() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("open/ext"));
    for (String name : List.of("ext-1.0.tar.gz", "ext-1.0.zip")) {
      Path sources = Files.writeString(folder.resolve(name), "neither");
      assertThatThrownBy(() -> install(TestWheels.pinned("ext", "1.0", sources), index("open")))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining(name + " is damaged");
      Files.delete(sources);
    }
  }

  @Test
  void aPageWithoutDigestsHasItsWheelDownloadedOnce() throws IOException {
    Path wheel = wheel("own", "acme", "x = 1\n");
    links.put("own", "<a href='acme-1.0-py3-none-any.whl'>acme</a>");

    SiteInputs inputs = install(TestWheels.pinned("acme", "1.0", wheel), index("own"));

    assertThat(inputs.wheels()).singleElement().satisfies(each -> assertSame(each.file(), wheel));
    assertThat(asked).filteredOn(path -> path.endsWith(".whl")).hasSize(1);
  }

  /** PEP 440: a version without a local part admits those with one; pip takes the file. */
  @Test
  void aVersionAdmitsOneWithALocalPart() throws IOException {
    Path wheel =
        TestWheels.module(dir.resolve("open/spam"), "spam", "1.0+cpu", "py3-none-any", "x = 1\n");

    assertThat(install(TestWheels.pinned("spam", "1.0", wheel), index("open")).wheels())
        .extracting(each -> each.wheel().version())
        .containsExactly("1.0+cpu");
    assertThatThrownBy(() -> install(TestWheels.pinned("spam", "1.0+gpu", wheel), index("open")))
        .hasMessageContaining("no file of version 1.0+gpu");
  }

  @Test
  void takesTheKindOfFileThatTheRequirementsAskFor() throws IOException {
    Path wheel = wheel("open", "spam", "x = 1\n");
    Path sources = TestSources.own(dir.resolve("open/spam"), "spam", "1.0", "");
    String wanted = TestWheels.pinned("spam", "1.0", wheel, sources);

    assertThat(install(wanted, index("open")).sources()).isEmpty();
    assertThat(install("--only-binary :all:\n" + wanted, index("open")).sources()).isEmpty();
    SiteInputs built = install("--no-binary spam\n" + wanted, index("open"));
    assertThat(built.wheels()).isEmpty();
    assertThat(built.sources()).hasSize(1);
    Files.delete(wheel);
    assertThatThrownBy(() -> install("--only-binary=:all:\n" + wanted, index("open")))
        .hasMessageContaining("(source archives are ruled out by --only-binary)");
  }

  private static void assertSame(Path file, Path wheel) {
    assertThat(file).hasSameBinaryContentAs(wheel);
  }

  @Test
  void aLoginPageInsteadOfAWheelIsNamed() throws IOException {
    Path wheel = wheel("own", "acme", "x = 1\n");
    String wanted = TestWheels.pinned("acme", "1.0", wheel);
    String page =
        "<a href='acme-1.0-py3-none-any.whl#sha256=%s'>acme</a>".formatted(Digest.of(wheel).hex());
    Path listed = Files.createDirectories(dir.resolve("listed/acme"));
    Files.writeString(listed.resolve("acme-1.0-py3-none-any.whl"), "<!DOCTYPE html><form>");
    links.put("listed", page);

    assertThatThrownBy(() -> install(wanted, index("listed")))
        .hasMessageContaining(", an HTML page\nCheck")
        .hasMessageContaining("Check that the index can be reached");
  }
}
