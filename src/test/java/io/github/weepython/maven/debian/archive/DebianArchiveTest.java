package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.openpgp.Keyring;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianArchiveTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String HEAD = "Date: Tue, 24 Nov 2026 10:00:00 UTC\n";

  @TempDir Path root;
  private final FolderFetcher fetcher = new FolderFetcher();
  private Path main;
  private Path security;

  @BeforeEach
  void makeArchives() throws IOException {
    main = root.resolve("debian");
    security = root.resolve("security");
    TestArchive.suite(
        main,
        "trixie",
        HEAD + "Acquire-By-Hash: yes\n",
        ".xz",
        TestArchive.text("trixie-amd64.Packages"));
    TestArchive.suite(main, "trixie-updates", HEAD, ".gz", entry("tzdata", "9999a-1"));
    TestArchive.suite(
        security,
        "trixie-security",
        HEAD,
        ".xz",
        entry("mawk", "1.0-1") + "\n" + entry("libc6", "2.41-12+deb13u99"));
  }

  @Test
  void mergesTheReleaseWithItsUpdatesAndTheNewestVersionWins() {
    PackageIndex index = archive(true).packages("trixie", "amd64");
    assertThat(index.newest("tzdata").orElseThrow().version()).hasToString("9999a-1");
    assertThat(index.newest("mawk").orElseThrow().version()).hasToString("1.3.4.20250131-1");
    assertThat(index.versions("mawk"))
        .extracting(p -> p.version().toString())
        .containsExactly("1.3.4.20250131-1", "1.0-1");
    Package libc = index.newest("libc6").orElseThrow();
    assertThat(libc.version()).hasToString("2.41-12+deb13u99");
    assertThat(archive(true).download(libc).uris())
        .containsExactly(URI.create(security.toUri() + "pool/libc6_1.deb"));
  }

  @Test
  void asksByHashFirstWhereTheArchiveOffersIt() {
    archive(true).packages("trixie", "amd64");
    assertThat(fetcher.asked.get(0).uris()).hasSize(2);
    assertThat(fetcher.asked.get(0).uris().get(0).toString())
        .endsWith("main/binary-amd64/by-hash/SHA256/" + fetcher.asked.get(0).digest().hex());
    assertThat(fetcher.asked.get(1).uris()).hasSize(1);
  }

  @Test
  void readsAnArchiveAgainThatWasUpdatedInTheMiddle() {
    fetcher.first = () -> update("1.1-1");
    PackageIndex index = archive(true).packages("trixie", "amd64");
    assertThat(index.versions("mawk"))
        .extracting(p -> p.version().toString())
        .containsExactly("1.3.4.20250131-1", "1.1-1");
  }

  @Test
  void saysSoWhereAnIndexIsNotWhatAnUnchangedReleaseNames() {
    fetcher.first =
        () -> {
          try {
            Files.writeString(
                security.resolve("dists/trixie-security/main/binary-amd64/Packages.xz"), "html");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertThatThrownBy(() -> archive(true).packages("trixie", "amd64"))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("has other content");
  }

  private void update(String version) {
    try {
      TestArchive.suite(security, "trixie-security", HEAD, ".xz", entry("mawk", version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void doesWithoutUpdatesButNotWithoutSecurity() throws IOException {
    Files.delete(main.resolve("dists/trixie-updates/InRelease"));
    assertThat(archive(true).packages("trixie", "amd64").newest("bash")).isPresent();
    Files.delete(security.resolve("dists/trixie-security/InRelease"));
    assertThatThrownBy(() -> archive(true).packages("trixie", "amd64"))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("No mirror has a suite trixie-security");
  }

  @Test
  void refusesAnotherSuiteThanTheOneWanted() throws IOException {
    TestArchive.suite(main, "bookworm", HEAD, ".xz", "");
    Files.copy(
        main.resolve("dists/trixie/InRelease"),
        Files.createDirectories(main.resolve("dists/forky")).resolve("InRelease"));
    assertThatThrownBy(() -> archive(true).packages("forky", "amd64"))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("dists/forky/InRelease")
        .hasMessageContaining("Expected suite forky; what is signed there is Suite '',")
        .hasMessageContaining("Codename 'trixie'");
  }

  @Test
  void refusesAStaleReleaseUnlessToldOtherwise() throws IOException {
    String stale = HEAD + "Valid-Until: Tue, 24 Nov 2026 11:00:00 UTC\n";
    TestArchive.suite(main, "trixie", stale, ".xz", TestArchive.text("trixie-amd64.Packages"));
    assertThatThrownBy(() -> archive(true).packages("trixie", "amd64"))
        .hasMessageContaining("valid until 2026-11-24T11:00:00Z")
        .hasMessageContaining("clock says 2026-11-24T12:00:00Z")
        .hasMessageContaining("-Dwee.checkValidUntil=false");
    assertThat(archive(false).packages("trixie", "amd64").newest("bash")).isPresent();
  }

  @Test
  void refusesAReleaseFromTheFuture() throws IOException {
    TestArchive.suite(main, "trixie", "Date: Thu, 26 Nov 2026 10:00:00 UTC\n", ".xz", "");
    assertThatThrownBy(() -> archive(false).packages("trixie", "amd64"))
        .hasMessageContaining("Set the clock");
  }

  @Test
  void takesTheNextMirrorWhereTheSignatureIsBad() throws IOException {
    Path evil = root.resolve("evil");
    TestArchive.suite(evil, "trixie", "EVIL: yes\n" + HEAD, ".xz", entry("bash", "666"));
    List<URI> mirrors = List.of(evil.toUri(), main.toUri());
    PackageIndex index = archive(mirrors, true).packages("trixie", "amd64");
    assertThat(index.newest("bash").orElseThrow().version().toString()).isNotEqualTo("666");
    assertThatThrownBy(() -> archive(List.of(evil.toUri()), true).packages("trixie", "amd64"))
        .hasMessageContaining("evil/dists/trixie/InRelease")
        .hasMessageContaining("bad signature");
  }

  @Test
  void refusesAnIndexThatTheReleaseDoesNotList() throws IOException {
    Path index = main.resolve("dists/trixie-updates/main/binary-amd64/Packages.gz");
    Files.write(index, new byte[] {1});
    assertThatThrownBy(() -> archive(true).packages("trixie", "amd64"))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("trixie-updates main/binary-amd64/Packages.gz");
    assertThatThrownBy(() -> archive(true).packages("trixie", "arm64"))
        .hasMessageContaining("main/binary-arm64/Packages");
  }

  @Test
  void findsSources() throws IOException {
    SourcePackage python = archive(true).source("trixie", "python3.13").orElseThrow();
    assertThat(python.version()).hasToString("3.13.5-2+deb13u5");
    assertThat(python.downloads()).hasSize(4);
    assertThat(python.downloads().get(1).uris())
        .containsExactly(
            URI.create(main.toUri() + "pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz"));
    assertThat(archive(true).source("trixie", "none")).isEmpty();
  }

  @Test
  void readsDebiansOwnRelease() throws IOException {
    Path keys = Path.of("src/main/resources/keys/debian-archive.gpg");
    Path file = Path.of("src/test/resources/openpgp/bullseye-security.InRelease");
    try (InputStream in = Files.newInputStream(keys)) {
      Keyring keyring = BouncyKeyring.load("debian", List.of(in), InstantSource.system());
      Release release =
          Release.parse(keyring.verifyClearSigned("it", Files.readAllBytes(file)).content());
      assertThat(release.codename()).isEqualTo("bullseye-security");
      assertThat(release.date()).isEqualTo("2026-09-12T09:27:08Z");
      assertThat(release.validUntil()).isEmpty();
      assertThat(release.byHash()).isTrue();
      assertThat(release.files()).containsKey("main/binary-amd64/Packages.xz");
    }
  }

  private DebianArchive archive(boolean checkValidUntil) {
    return archive(List.of(main.toUri()), checkValidUntil);
  }

  private DebianArchive archive(List<URI> mains, boolean checkValidUntil) {
    return new DebianArchive(
        fetcher,
        IndexTexts.NONE,
        TestArchive.TRUSTING,
        new Mirrors(mains, List.of(security.toUri())),
        List.of("main"),
        InstantSource.fixed(NOW),
        checkValidUntil);
  }

  private static String entry(String name, String version) {
    return "Package: "
        + name
        + "\nVersion: "
        + version
        + "\nArchitecture: amd64\n"
        + "Filename: pool/"
        + name
        + "_1.deb\nSize: 1\nSHA256: "
        + "0".repeat(64)
        + "\n";
  }
}
