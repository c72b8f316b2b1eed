package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
  private static final PythonVersion VERSION = PythonVersion.parse("3.13.5");

  @TempDir Path temp;
  private Path site;
  private SourceFinder finder;

  @BeforeEach
  void prepare() throws IOException {
    site = Files.createDirectories(temp.resolve("site/3.13.5"));
    Store store = new Store(temp.resolve("cache"));
    Fetcher fetcher = new HttpFetcher(store, FetchSettings.DEFAULT, Progress.NONE);
    try (InputStream keys = SourceTest.class.getResourceAsStream("/keys/cpython-release.asc")) {
      SignedTarballFetcher unsigned =
          new SignedTarballFetcher(
              KnownReleases.parse(List.of()),
              new ReleaseSignatures(
                  BouncyKeyring.load("managers", List.of(keys), InstantSource.system()),
                  SourceRig::trusted),
              store);
      finder =
          new SourceFinder(
              KnownReleases.shipped(),
              fetcher,
              new UserProvider(fetcher, unsigned),
              List.of(new UpstreamProvider(temp.resolve("site").toUri(), fetcher, unsigned)));
    }
  }

  private static Path tarball(Path file, String patchlevel) throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file("Python-3.13.5/" + patchlevel, 0644, Content.of("x")).withMtime(99));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      new TarWriter(99).write(tree, out);
    }
    return file;
  }

  private static UserSource user(Path file, String sha256, boolean allow) {
    return new UserSource(
        Optional.ofNullable(file).map(Path::toUri), Optional.ofNullable(sha256), allow);
  }

  @Test
  void listsEachPlaceThatHasNone() {
    assertThatThrownBy(() -> finder.find(VERSION, user(null, null, false)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("The source of CPython 3.13.5 was not found. Looked at:")
        .hasMessageContaining("3.13.5/Python-3.13.5.tar.xz: no such file")
        .hasMessageContaining("CPython 3.13.5 is a release: its digest is in wee's table")
        .hasMessageContaining("-Dwee.source");
  }

  @Test
  void refusesAnUnsignedTarballAndNamesTheOverride() throws IOException {
    Path file = tarball(site.resolve("Python-3.13.5.tar.xz"), "Include/patchlevel.h");
    assertThatThrownBy(() -> finder.find(VERSION, user(null, null, false)))
        .hasMessageContaining("Nobody vouches for")
        .hasMessageContaining(Digest.of(file).hex())
        .hasMessageContaining("-Dwee.allowUnverifiedSource");
    assertThat(finder.find(VERSION, user(null, null, true)).vouchedBy()).startsWith("nobody");
  }

  @Test
  void refusesABadSignature() throws IOException {
    tarball(site.resolve("Python-3.13.5.tar.xz"), "Include/patchlevel.h");
    Files.copy(
        Path.of("src/test/resources/openpgp/sha512.sig"), site.resolve("Python-3.13.5.tar.xz.asc"));
    assertThatThrownBy(() -> finder.find(VERSION, user(null, null, false)))
        .hasMessageContaining("Nobody vouches for")
        .hasMessageContaining("no good signature");
  }

  @Test
  void asksForAnotherFileIfTheUsersIsNotThere() {
    Path file = temp.resolve("missing.tar.xz");
    for (String digest : new String[] {null, Digest.of("some").hex()}) {
      assertThatThrownBy(() -> finder.find(VERSION, user(file, digest, true)))
          .isInstanceOf(SourceException.class)
          .hasMessageContainingAll(file + ": no such file", "-Dwee.source to the file or URL");
    }
  }

  @Test
  void takesTheUsersFileByItsDigest() throws IOException {
    Path file = tarball(temp.resolve("own.tgz"), "Include/patchlevel.h");
    String right = Digest.of(file).hex();
    assertThat(finder.find(VERSION, user(file, right, false)).download().digest().hex())
        .isEqualTo(right);
    String wrong = Digest.of("something else").hex();
    assertThatThrownBy(() -> finder.find(VERSION, user(file, wrong, false)))
        .hasMessageContaining("own.tgz could not be downloaded")
        .hasMessageContaining(wrong);
    assertThatThrownBy(() -> finder.find(VERSION, user(file, "123", false)))
        .hasMessageContaining("-Dwee.source.sha256 is '123'; expected a SHA-256 digest");
  }

  @Test
  void unpacksWithoutTheTopDirectoryAndTellsWhenItWasMade() throws IOException {
    Path file = tarball(temp.resolve("own.tgz"), "Include/patchlevel.h");
    Path to = Files.createDirectory(temp.resolve("source"));
    assertThat(SourceTree.unpack(file, to)).isEqualTo(99);
    assertThat(to.resolve("Include/patchlevel.h")).hasContent("x");
  }

  @Test
  void refusesWhatIsNoCPythonSource() throws IOException {
    Path file = tarball(temp.resolve("own.tgz"), "README");
    Path to = Files.createDirectory(temp.resolve("source"));
    assertThatThrownBy(() -> SourceTree.unpack(file, to))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no Include/patchlevel.h");
  }

  @Test
  void offlineItAdvisesNoOtherVersion() throws IOException {
    Store store = new Store(temp.resolve("cache"));
    Fetcher offline =
        new HttpFetcher(store, FetchSettings.DEFAULT.withOffline(true), Progress.NONE);
    try (InputStream keys = SourceTest.class.getResourceAsStream("/keys/cpython-release.asc")) {
      SignedTarballFetcher unsigned =
          new SignedTarballFetcher(
              KnownReleases.parse(List.of()),
              new ReleaseSignatures(
                  BouncyKeyring.load("managers", List.of(keys), InstantSource.system()),
                  SourceRig::trusted),
              store);
      SourceFinder finder =
          new SourceFinder(
              KnownReleases.shipped(),
              offline,
              new UserProvider(offline, unsigned),
              List.of(
                  new UpstreamProvider(
                      URI.create("https://upstream.invalid/"), offline, unsigned)));
      assertThatThrownBy(() -> finder.find(VERSION, user(null, null, false)))
          .hasMessageContaining("offline (-o), and the cache lacks the source of CPython 3.13.5")
          .hasMessageNotContaining("another version");
    }
  }

  @Test
  void asksToMendWhatFailedBeforeAnotherVersion() {
    LookupReport answers = new LookupReport();
    answers.absent("one place: HTTP 404");
    assertThat(answers.anyFailed()).isFalse();
    answers.failed("another:\nits Release is stale");
    assertThat(answers.anyFailed()).isTrue();
    assertThat(answers).hasToString("  one place: HTTP 404\n  another:\n    its Release is stale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1:1/", "Python-3.13.5:mine.tar.xz"})
  void refusesASourceThatNamesNoFile(String source) {
    for (Optional<String> digest : List.of(Optional.of("0".repeat(64)), Optional.<String>empty())) {
      UserSource own = new UserSource(Optional.of(URI.create(source)), digest, false);
      assertThatThrownBy(() -> finder.find(VERSION, own))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("<source>");
    }
  }
}
