package io.github.weepython.maven.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
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
import io.github.weepython.maven.spec.SpecException;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wheelhouses on disk, and an index that really answers. */
class SiteInputsTest {
  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  @TempDir Path dir;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private boolean digests = true;
  private boolean json;
  private String requiresPython = ">=3.6";
  private Optional<String> yanked = Optional.empty();

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

  private URI index() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/simple");
  }

  private Fetcher fetcher(boolean offline) {
    FetchSettings settings =
        FetchSettings.DEFAULT.withOffline(offline).withProxy(uri -> Proxy.NO_PROXY);
    return new HttpFetcher(new Store(dir.resolve("cache")), settings, Progress.NONE);
  }

  private SiteInputs fromIndex(String requirements, boolean offline) throws IOException {
    return fromIndex(requirements, offline, TARGET);
  }

  private SiteInputs fromIndex(String requirements, boolean offline, WheelTarget target)
      throws IOException {
    Path file = Files.writeString(dir.resolve("requirements.txt"), requirements);
    Site site = new Site(Optional.empty(), Optional.of(file), Optional.of(index()));
    return SiteInputs.of(site, target, fetcher(offline));
  }

  private SiteInputs fromHouse() {
    Site site = new Site(Optional.of(dir.resolve("house")), Optional.empty(), Optional.empty());
    return SiteInputs.of(site, TARGET, fetcher(true));
  }

  private Path housed(String name, String version, String tag) throws IOException {
    return TestWheels.module(dir.resolve("house"), name, version, tag, "x = 1\n");
  }

  private Path served(String name, String version, String tag) throws IOException {
    return TestWheels.module(dir.resolve("served/" + name), name, version, tag, "y = 2\n");
  }

  @Test
  void aWholeWheelhouseIsInstalledInTheVersionsItHas() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("Eggs_", "2.1", "cp313-cp313-manylinux_2_17_x86_64");
    assertThat(fromHouse().requirements()).isEqualTo("eggs-==2.1\nspam==1.0\n");
    assertThat(fromHouse().hashed()).isFalse();
  }

  @Test
  void ofSeveralMachinesWheelsTheFittingOneIsTaken() throws IOException {
    housed("spam", "1.0", "cp313-cp313-manylinux_2_17_aarch64");
    housed("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    assertThat(fromHouse().wheels())
        .extracting(each -> each.wheel().name())
        .containsExactly("spam-1.0-cp313-cp313-manylinux_2_17_x86_64.whl");
  }

  @Test
  void aWheelForAnotherMachineIsToldBeforeAnythingIsCompiled() throws IOException {
    housed("spam", "1.0", "cp312-cp312-musllinux_1_2_x86_64");
    assertThatThrownBy(this::fromHouse)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("No wheel of 'spam'")
        .hasMessageContaining("CPython 3.13 on amd64 with glibc 2.41")
        .hasMessageContaining("spam-1.0-cp312-cp312-musllinux_1_2_x86_64.whl");
  }

  @Test
  void whatIsRequiredMustBeInTheWheelhouseAndFit() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("windows", "1.0", "cp313-cp313-win_amd64");
    Path file =
        Files.writeString(
            dir.resolve("requirements.txt"), "spam==1.0\nwin==1; sys_platform == 'win32'\n");
    Optional<Path> house = Optional.of(dir.resolve("house"));
    Site site = new Site(house, Optional.of(file), Optional.empty());
    assertThat(SiteInputs.of(site, TARGET, fetcher(true)).wheels()).hasSize(1);
    Files.writeString(file, "eggs==1.0\n");
    assertThatThrownBy(() -> SiteInputs.of(site, TARGET, fetcher(true)))
        .hasMessageContaining("No wheel of 'eggs'")
        .hasMessageContaining("There is none of it.");
  }

  private SiteInputs fromHouse(String requirements) throws IOException {
    Path file = Files.writeString(dir.resolve("requirements.txt"), requirements);
    Optional<Path> house = Optional.of(dir.resolve("house"));
    return SiteInputs.of(
        new Site(house, Optional.of(file), Optional.empty()), TARGET, fetcher(true));
  }

  @Test
  void aWheelOfAnotherVersionDoesNotHideTheWantedSources() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    Path sources = TestSources.own(dir.resolve("house"), "spam", "2.0", "");

    for (String wanted : List.of("spam==2.0\n", TestWheels.pinned("spam", "2.0", sources))) {
      assertThat(fromHouse(wanted).sources())
          .extracting(each -> each.archive().name())
          .containsExactly("spam-2.0.tar.gz");
    }
    assertThat(fromHouse("spam==1\n").sources()).isEmpty();
    assertThatThrownBy(() -> fromHouse("spam==3.0\n"))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("No wheel of 'spam' in version 3.0 in <wheelhouse> fits")
        .hasMessageContaining("spam-1.0-py3-none-any.whl");
  }

  @Test
  void aWheelWithAnotherHashDoesNotHideTheWantedSources() throws IOException {
    housed("spam", "2.0", "py3-none-any");
    Path sources = TestSources.own(dir.resolve("house"), "spam", "2.0", "");

    assertThat(fromHouse(TestWheels.pinned("spam", "2.0", sources)).sources()).hasSize(1);
    Path other = served("spam", "2.0", "py3-none-any");
    assertThatThrownBy(() -> fromHouse(TestWheels.pinned("spam", "2.0", other)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("and has one of the hashes that <requirements> names");
  }

  @Test
  void aVersionWithoutALocalPartAdmitsAnyLocalPart() throws IOException {
    housed("spam", "2.0+cpu", "py3-none-any");
    assertThat(fromHouse("spam==2.0\n").wheels()).hasSize(1);
    assertThatThrownBy(() -> fromHouse("spam==2.0+gpu\n")).isInstanceOf(SiteException.class);
  }

  @Test
  void ofTheHouseOnlyWheelsWithALockedHashAreTaken() throws IOException {
    housed("other", "1.0", "py3-none-any");
    housed("spam", "1.0", "py3-none-any");
    Path locked = served("spam", "1.0", "py3-none-any");
    Path file = dir.resolve("locked.txt");
    Files.writeString(file, TestWheels.pinned("spam", "1.0", locked));
    Site site =
        new Site(Optional.of(dir.resolve("house")), Optional.of(file), Optional.of(index()));

    assertThat(SiteInputs.of(site, TARGET, fetcher(false)).wheels())
        .singleElement()
        .satisfies(each -> assertThat(each.file()).hasSameBinaryContentAs(locked));
  }

  @Test
  void aFileThatTwoRequirementsNameIsTakenOnce() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted =
        TestWheels.pinned("spam", "1.0", wheel) + TestWheels.pinned("spam[fast]", "1.0", wheel);
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
    housed("spam", "1.0", "py3-none-any");
    Files.copy(wheel, dir.resolve("house").resolve(wheel.getFileName()), REPLACE_EXISTING);
    assertThat(fromHouse(wanted).wheels()).hasSize(1);

    Path sources = TestSources.own(dir.resolve("house"), "eggs", "1.0", "");
    String built =
        TestWheels.pinned("eggs", "1.0", sources) + TestWheels.pinned("eggs[x]", "1.0", sources);
    assertThat(fromHouse(built).sources()).hasSize(1);
  }

  @Test
  void twoVersionsOfOneProjectAreRefused() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("spam", "2.0", "py3-none-any");
    assertThatThrownBy(this::fromHouse).hasMessageContaining("'spam' in the versions 1.0 and 2.0");
  }

  @Test
  void anEmptyWheelhouseIsRefused() throws IOException {
    Files.createDirectories(dir.resolve("house"));
    Files.writeString(dir.resolve("house/spam-1.0.tar.gz"), "no wheel");
    assertThatThrownBy(this::fromHouse).hasMessageContaining("has no wheel: expected files");
  }

  @Test
  void theKeyTellsWheelsOfTheSameNameApart() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    String before = fromHouse().key();
    assertThat(fromHouse().key()).isEqualTo(before);
    TestWheels.module(dir.resolve("house"), "spam", "1.0", "py3-none-any", "x = 2\n");
    assertThat(fromHouse().key()).isNotEqualTo(before);
  }

  private String keyOfBig(Path... others) throws IOException {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    Path big =
        TestWheels.make(
            dir.resolve("all"),
            "big",
            "1.0",
            "py3-none-any",
            Map.of(
                "big.py", "",
                "tests/__init__.py", "",
                "big-1.0.data/scripts/tool", "#!python\n",
                "big-1.0.dist-info/entry_points.txt", "[console_scripts]\nbig = big:main\n"));
    for (Path file : Stream.concat(Stream.of(big), Stream.of(others)).toList()) {
      wheels.add(new Wheel.OnDisk(Wheel.parse(file.getFileName() + "").orElseThrow(), file, ""));
    }
    return new SiteInputs(wheels, "", false, true).key("big"::equals);
  }

  private SiteInputs withUnrecorded(String text) throws IOException {
    Path folder = dir.resolve("unrecorded");
    Path big =
        new WheelWriter("big", "1.0", "py3-none-any")
            .file("big.py", "")
            .unrecorded("left_out.py", text)
            .write(folder);
    Path small = TestWheels.module(folder, "small", "1.0", "py3-none-any", "");
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (Path file : List.of(big, small)) {
      wheels.add(new Wheel.OnDisk(Wheel.parse(file.getFileName() + "").orElseThrow(), file, ""));
    }
    return new SiteInputs(wheels, "", false, true);
  }

  /** They are in the layer of what is nobody's, whose key must then be of their wheel too. */
  @Test
  void theKeyOfWhatIsNobodysDependsOnWheelsWithFilesThatNoRecordNames() throws IOException {
    Predicate<String> rest = name -> !name.equals("big");
    String before = withUnrecorded("x = 1\n").key(rest);
    assertThat(withUnrecorded("x = 1\n").key(rest)).isEqualTo(before);
    assertThat(withUnrecorded("x = 2\n").key(rest)).isNotEqualTo(before);
    assertThat(withUnrecorded("x = 2\n").key("small"::equals))
        .isEqualTo(withUnrecorded("x = 1\n").key("small"::equals));
  }

  private Path zeta(String path, String text) throws IOException {
    return TestWheels.make(
        dir.resolve("all"), "zeta", "1.0", "py3-none-any", Map.of("zeta.py", "", path, text));
  }

  @Test
  void theKeyOfOneProjectDependsOnNoOther() throws IOException {
    String alone = keyOfBig();
    assertThat(keyOfBig(zeta("zeta/tests/__init__.py", ""))).isEqualTo(alone);
    assertThat(
            keyOfBig(zeta("zeta-1.0.dist-info/entry_points.txt", "[plugins]\nbig = zeta:main\n")))
        .isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tests/__init__.py",
        "zeta-1.0.data/purelib/big.py",
        "zeta-1.0.data/data/lib/python3.13/site-packages/big.py",
        "zeta-1.0.data/data/bin/tool",
        "zeta-1.0.data/scripts/big"
      })
  void theKeyOfOneProjectDependsOnThoseThatInstallAFileAtTheSamePlace(String path)
      throws IOException {
    String one = keyOfBig(zeta(path, "1"));
    assertThat(one).isNotEqualTo(keyOfBig());
    assertThat(keyOfBig(zeta(path, "2"))).isNotEqualTo(one);
  }

  @Test
  void theKeyOfOneProjectDependsOnThoseThatHaveAScriptOfTheSameName() throws IOException {
    String entryPoints = "[gui_scripts]\ntool = zeta:main\n";
    assertThat(keyOfBig(zeta("zeta-1.0.dist-info/entry_points.txt", entryPoints)))
        .isNotEqualTo(keyOfBig());
  }

  @Test
  void fromAnIndexComesTheWheelThatFitsAndHasAHash() throws IOException {
    Path right = served("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    Path other = served("spam", "1.0", "cp313-cp313-win_amd64");
    served("spam", "1.1", "py3-none-any");
    String wanted = TestWheels.pinned("Spam", "1.0", right, other);
    SiteInputs inputs = fromIndex(wanted, false);
    assertThat(inputs.wheels()).hasSize(1);
    assertThat(inputs.wheels().get(0).file()).hasSameBinaryContentAs(right);
    assertThat(inputs.hashed()).isTrue();
    assertThat(asked)
        .containsExactly("/simple/spam/", "/simple/spam/" + right.getFileName().toString());

    // Without the network, by what the cache has.
    server.stop(0);
    assertThat(fromIndex(wanted, true).key()).isEqualTo(inputs.key());
  }

  @Test
  void anIndexThatTellsNoHashesIsComparedByItsFiles() throws IOException {
    digests = false;
    Path right = served("spam", "1.0", "py3-none-any");
    assertThat(fromIndex(TestWheels.pinned("spam", "1.0", right), false).wheels()).hasSize(1);
  }

  @Test
  void aFileThatTheIndexHasExchangedIsRefused() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    TestWheels.module(dir.resolve("served/spam"), "spam", "1.0", "py3-none-any", "evil = 1\n");
    for (boolean told : List.of(true, false)) {
      digests = told;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("No wheel of 'spam' fits")
          .hasMessageContaining("spam-1.0-py3-none-any.whl");
    }
  }

  @Test
  void readsJsonWhereTheIndexHasIt() throws IOException {
    json = true;
    Path right = served("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    String wanted = TestWheels.pinned("spam", "1.0", right);
    assertThat(fromIndex(wanted, false).wheels().get(0).file()).hasSameBinaryContentAs(right);
    assertThat(accepted).containsExactly(IndexPage.ACCEPT);
    digests = false;
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
    server.stop(0);
    assertThat(fromIndex(wanted, true).wheels()).hasSize(1);
  }

  @Test
  void aWithdrawnWheelIsRefusedWithItsReason() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    yanked = Optional.of("breaks eggs");
    for (boolean form : List.of(true, false)) {
      json = form;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("was withdrawn (yanked) from the index: breaks eggs. Lock another");
    }
    yanked = Optional.of("");
    assertThatThrownBy(() -> fromIndex(wanted, false))
        .hasMessageContaining("was withdrawn (yanked) from the index. Lock another");
  }

  @Test
  void aWheelForAnotherPythonIsPassedOver() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    requiresPython = ">=3.14";
    for (boolean form : List.of(true, false)) {
      json = form;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("No wheel of 'spam' fits")
          .hasMessageContaining("for Python >=3.14");
    }
    requiresPython = "<3.14,>=3.13";
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
  }

  @Test
  void aPreReleaseIsThePythonOfItsRelease() throws IOException {
    String wanted = TestWheels.pinned("spam", "1.0", served("spam", "1.0", "py3-none-any"));
    WheelTarget candidate =
        new WheelTarget(PythonVersion.parse("3.15.0rc1"), Architecture.AMD64, 41);
    requiresPython = ">=3.15";
    assertThat(fromIndex(wanted, false, candidate).wheels()).hasSize(1);
  }

  @Test
  void aProjectThatTheIndexLacksIsNamed() throws IOException {
    Path wheel = housed("spam", "1.0", "py3-none-any");
    assertThatThrownBy(() -> fromIndex(TestWheels.pinned("spam", "1.0", wheel), false))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("nothing on 'spam'")
        .hasMessageContaining("/simple/spam/");
  }

  @Test
  void wishesThatCannotBeMetAreRefusedByTheSpec() {
    Optional<Path> none = Optional.empty();
    Optional<URI> index = Optional.of(URI.create("https://index.example/simple/"));
    assertThatThrownBy(() -> new Site(none, none, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("nothing to install");
    assertThatThrownBy(() -> new Site(none, none, index)).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> new Site(Optional.of(dir.resolve("nowhere")), none, Optional.empty()))
        .hasMessageContaining("nowhere is not a folder");
    URI secret = URI.create("https://user:word@index.example/simple/");
    assertThatThrownBy(() -> new Site(Optional.of(dir), Optional.of(dir), Optional.of(secret)))
        .isInstanceOf(SpecException.class);
  }
}
