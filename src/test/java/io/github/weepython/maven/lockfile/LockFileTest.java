package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Mirrors MIRRORS =
      new Mirrors(
          List.of(URI.create("http://mirror.example.com/debian")),
          List.of(URI.create("http://mirror.example.com/debian-security/")));

  /** Two months ago: what is newer today was older, but for one that was taken back. */
  private static final TestArchive.Change OLDER =
      packages ->
          with(
              with(packages, "libzstd1", "1.5.7+dfsg-1+deb13u1", "1.5.7+dfsg-1"),
              "bubblewrap",
              "0.12.0-1~deb13u1",
              "0.13.0-1");

  @TempDir Path root;
  private final ImageSpec spec =
      Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE)).on(AMD64);
  private Path file;

  @BeforeEach
  void name() {
    file = root.resolve("wee.lock");
  }

  @Test
  void locksEveryInputOneALine() throws IOException {
    Lock lock = resolve(TestArchive.Change.NONE);
    write(lock);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .contains("      \"module\": \"com.example:app\",")
        .contains(
            "        {\"suite\": \"trixie-security\", \"archive\": \"debian-security\", \"date\":"
                + " \"2026-11-28T02:00:00Z\"}");
    for (LockedPackage lockedPackage : lock.bases().get("debian")) {
      assertThat(lines)
          .as(lockedPackage.name())
          .anyMatch(
              line ->
                  line.contains(
                          "{\"name\": \""
                              + lockedPackage.name()
                              + "\", \"version\": \""
                              + lockedPackage.version())
                      && line.contains("\"source\": \"" + lockedPackage.source() + "\"")
                      && line.contains("\"sha256\": \"" + lockedPackage.file().sha256() + "\"")
                      && line.contains("http://snapshot.debian.org/archive/debian"));
    }
    assertThat(lines.stream().filter(line -> line.contains("\"architecture\"")).count())
        .isEqualTo(
            lock.buildRoot().size() + lock.bases().values().stream().mapToLong(List::size).sum());
    assertThat(Files.readString(file))
        .contains("/archive/debian-security/20261128T140000Z/pool/updates/main/s/shadow/passwd_")
        .contains("\"compiler\": \"gcc-14 14.2.0-19\"")
        .contains("\"vouchedBy\": \"a release manager\"");
  }

  @Test
  void givesABuildExactlyWhatWasLockedFromMirrorsThenTheSnapshotArchive() throws IOException {
    Lock lock = resolve(TestArchive.Change.NONE);
    write(lock);
    Lock read = inputs(true).find(spec, Optional.empty()).orElseThrow();
    assertThat(Lock.key(read.buildRoot())).isEqualTo(Lock.key(lock.buildRoot()));
    assertThat(read.bases().keySet()).isEqualTo(lock.bases().keySet());
    read.bases()
        .forEach(
            (base, all) -> assertThat(Lock.key(all)).isEqualTo(Lock.key(lock.bases().get(base))));
    assertThat(read.source().sha256()).isEqualTo(lock.source().sha256());
    assertThat(read.source().uris())
        .containsExactly(
            URI.create("https://mirror.example.com/python/3.13.5/Python-3.13.5.tar.xz"),
            URI.create("https://example.com/ftp/3.13.5/Python-3.13.5.tar.xz"));
    assertThat(named(read.buildRoot(), "libzstd1").file().uris())
        .extracting(URI::toString)
        .satisfiesExactly(
            uri ->
                assertThat(uri)
                    .startsWith("http://mirror.example.com/debian-security/pool/updates/main/"),
            uri ->
                assertThat(uri).startsWith("http://keep.example.com/archive/debian-security/2026"),
            uri ->
                assertThat(uri)
                    .startsWith("http://snapshot.debian.org/archive/debian-security/2026"));
    assertThat(named(read.buildRoot(), "gcc"))
        .extracting(LockedPackage::source, LockedPackage::sourceVersion)
        .containsExactly("gcc-defaults", "1.220");
  }

  @Test
  void takesFromTheSnapshotArchiveWhatNoMirrorHasAnyMore() throws IOException {
    byte[] content = "a deb".getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        LoopbackServer.start(
            "/",
            exchange -> {
              boolean kept = exchange.getRequestURI().getPath().startsWith("/archive/debian/2026");
              exchange.sendResponseHeaders(kept ? 200 : 404, kept ? content.length : -1);
              if (kept) {
                exchange.getResponseBody().write(content);
              }
              exchange.close();
            });
    try {
      String here = "http://127.0.0.1:" + server.getAddress().getPort();
      LockedPlaces places =
          new LockedPlaces(
              new Mirrors(List.of(URI.create(here + "/debian")), List.of()),
              URI.create(here),
              URI.create(here + "/archive/"));
      LockedDeb deb =
          new LockedDeb(
              "bash",
              "5.2",
              "amd64",
              "bash",
              "5.2",
              content.length,
              Digest.of(content).hex(),
              "http://127.0.0.1:1/archive/debian/20260928T000000Z/pool/main/b/bash/bash_5.2_amd64.deb",
              false);
      LockedFile locked = places.deb(deb).file();
      HttpFetcher fetcher =
          new HttpFetcher(new Store(root.resolve("cache")), FetchSettings.DEFAULT, Progress.NONE);
      assertThat(fetcher.fetch(locked.download())).hasBinaryContent(content);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void leavesLinesAloneWhoseFilesHaveNotChanged() throws IOException {
    write(resolve(OLDER));
    List<String> before = Files.readAllLines(file);
    Lock later = resolve(TestArchive.Change.NONE);
    Lock aDayLater =
        new Lock(
            later.resolvedAt() + 86_400,
            later.buildRoot(),
            later.bases(),
            later.source(),
            later.vouchedBy(),
            later.securityPatches(),
            List.of(new SuiteRelease("trixie", "debian", "2026-11-29T02:00:00Z")),
            List.of());
    write(aDayLater);
    List<String> after = Files.readAllLines(file);
    List<String> changed = after.stream().filter(line -> !before.contains(line)).toList();
    // libzstd1 of the base debian and the build root, bubblewrap, the suite and the checksum.
    assertThat(changed).hasSizeBetween(4, 6);
    assertThat(write(aDayLater)).singleElement().asString().startsWith("Nothing has changed since");
    assertThat(Files.readAllLines(file)).isEqualTo(after);
  }

  /** The snapshot archive has what was in Debian's pool, and nothing else. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://ftp.example.com/python/3.13.5/Python-3.13.5.tar.xz, https://ftp.example.com/python/3.13.5/Python-3.13.5.tar.xz
          https://ftp.example.com/pool/python/Python-3.13.5.tar.xz, https://ftp.example.com/pool/python/Python-3.13.5.tar.xz
          file:///home/me/pool/Python-3.13.5.tar.xz, ''
          file:///home/me/.cache/wee/source/ab https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz, https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz
          https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz http://a.example.com/debian/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz, https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz
          http://a.example.com/debian/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz, http://snapshot.debian.org/archive/debian/20261128T140000Z/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz
          """)
  void givesASnapshotAddressOnlyToWhatIsInDebiansPool(String places, String url)
      throws IOException {
    write(resolve(TestArchive.Change.NONE));
    String snapshot =
        "http://snapshot.debian.org/archive/debian/20260101T000000Z/pool/Python-3.13.5.tar.xz";
    LockFile before = new LockFileReader(file).read();
    LockFile wrong =
        new LockFile(before.wee(), List.of(sourced(before.entries().get(0), snapshot)));
    for (Optional<LockFile> old : List.of(Optional.<LockFile>empty(), Optional.of(wrong))) {
      Files.delete(file);
      if (old.isPresent() && !url.contains("snapshot")) {
        Files.writeString(file, LockFileText.text(old.get()));
      }
      write(sourced(resolve(TestArchive.Change.NONE), places));
      assertThat(new LockFileReader(file).read().entries().get(0).source().url()).isEqualTo(url);
    }
  }

  private static LockEntry sourced(LockEntry entry, String url) {
    LockedSource source = entry.source();
    return LockFileText.withChecksum(
        new LockEntry(
            entry.module(),
            "",
            entry.request(),
            entry.toolchain(),
            entry.suites(),
            new LockedSource(
                source.name(),
                source.version(),
                source.vouchedBy(),
                source.size(),
                source.sha256(),
                url),
            entry.securityPatches(),
            entry.patches(),
            entry.profiles(),
            entry.wheels(),
            entry.buildRoot(),
            entry.bases()));
  }

  private static Lock sourced(Lock lock, String places) {
    LockedFile source = lock.source();
    return new Lock(
        lock.resolvedAt(),
        lock.buildRoot(),
        lock.bases(),
        new LockedFile(
            source.name(),
            source.version(),
            Stream.of(places.split(" ")).map(URI::create).toList(),
            source.sha256(),
            source.size()),
        lock.vouchedBy(),
        lock.securityPatches(),
        lock.suites(),
        lock.wheels());
  }

  @Test
  void saysInWordsWhatChanged() throws IOException {
    assertThat(write(resolve(OLDER))).isEmpty();
    String changelog =
        """
        libzstd (1.5.7+dfsg-1+deb13u1) trixie-security; urgency=high

          * Fix CVE-2026-1111 and CVE-2026-2222.

         -- Somebody <a@example.org>  Mon, 05 Oct 2026 10:00:00 +0000

        libzstd (1.5.7+dfsg-1) unstable; urgency=medium

          * Fix CVE-2025-3333.

         -- Somebody <a@example.org>  Tue, 05 Aug 2025 10:00:00 +0000
        """;
    LockFileUpdate update = update("com.example:app", false);
    List<String> said =
        update.write(
            List.of(build(resolve(TestArchive.Change.NONE))), sha256 -> Optional.of(changelog));
    assertThat(said)
        .contains(
            "linux/amd64, base debian: up libzstd1 1.5.7+dfsg-1 -> 1.5.7+dfsg-1+deb13u1, fixes"
                + " CVE-2026-1111, CVE-2026-2222",
            "linux/amd64, build root: down bubblewrap 0.13.0-1 -> 0.12.0-1~deb13u1")
        .anyMatch(
            line ->
                line.matches("linux/amd64, base debian: 85 packages of [0-9.]+ MB, were 85 of .*"));
    assertThat(String.join("\n", said)).doesNotContain("CVE-2025-3333");
  }

  @Test
  void saysWhichChangelogsCouldNotBeRead() throws IOException {
    write(resolve(OLDER));
    List<LockedBuild> builds = List.of(build(resolve(TestArchive.Change.NONE)));
    assertThat(
            update("com.example:app", false)
                .write(
                    builds,
                    sha256 -> {
                      throw new IOException("offline");
                    }))
        .contains(
            "linux/amd64, base debian: up libzstd1 1.5.7+dfsg-1 -> 1.5.7+dfsg-1+deb13u1",
            "the changelog could not be read of libzstd1 1.5.7+dfsg-1+deb13u1, so that CVE numbers"
                + " may be missing (offline)");
  }

  @Test
  void saysInWordsThatCpythonIsAnotherRelease() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    Path older = root.resolve("old.lock");
    List<LockEntry> entries = new ArrayList<>();
    for (LockEntry entry : new LockFileReader(file).read().entries()) {
      entries.add(of(entry, "3.13.4"));
    }
    Files.writeString(older, LockFileText.text(new LockFile("1.0", entries)));
    assertThat(new LockComparison(older, file).lines(Changelogs.NONE))
        .contains("linux/amd64: up CPython 3.13.4 -> 3.13.5")
        .noneMatch(line -> line.contains("<python>"));
    assertThat(new LockComparison(file, older).lines(Changelogs.NONE))
        .contains("linux/amd64: down CPython 3.13.5 -> 3.13.4");
  }

  private static LockEntry of(LockEntry entry, String python) {
    LockRequest asked = entry.request();
    LockRequest request =
        new LockRequest(
            python,
            asked.suite(),
            asked.platform(),
            asked.compiledOn(),
            asked.securityPatches(),
            asked.source(),
            asked.packages(),
            asked.lists());
    return LockFileText.withChecksum(
        new LockEntry(
            entry.module(),
            "",
            request,
            entry.toolchain(),
            entry.suites(),
            entry.source(),
            entry.securityPatches(),
            entry.patches(),
            entry.profiles(),
            entry.wheels(),
            entry.buildRoot(),
            entry.bases()));
  }

  @Test
  void listsAllThatThePomAsksForAndTheLockLacks() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    ImageSpec other =
        Specs.unpatched(
                Specs.here("3.13.6", Suite.TRIXIE, new PackageSelection(List.of("git"), Set.of())))
            .on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly(
            "linux/amd64: <python> is 3.13.6, and was 3.13.5",
            "linux/amd64: <packages> is git, and was not set");
    assertThat(inputs(true).lacking(spec.on(Platform.parse("linux/arm64")), Optional.empty()))
        .containsExactly("linux/arm64: nothing of this platform (the lock has linux/amd64)");
    assertThatThrownBy(() -> inputs(true).find(other, Optional.empty()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("This build is locked (-Dwee.locked), and " + file + " lacks")
        .hasMessageContaining("<packages> is git")
        .hasMessageEndingWith(
            "Run mvn wee:lock and commit the file, or undo the change to the pom.");
  }

  @Test
  void comparesTheVersionsThatThePomAsksForWithThoseThatWereLocked() throws IOException {
    Lock lock = resolve(TestArchive.Change.NONE);
    LockedPackage locked = named(lock.bases().get("debian"), "libzstd1");
    Map<String, List<LockedPackage>> bases = new TreeMap<>(lock.bases());
    bases.put(Lock.WHEELS, List.of(locked));
    Lock wheels =
        new Lock(
            lock.resolvedAt(),
            lock.buildRoot(),
            bases,
            lock.source(),
            lock.vouchedBy(),
            lock.securityPatches(),
            lock.suites(),
            lock.wheels());
    write(wheels);
    assertThat(lacking("libzstd1=" + locked.version())).isEmpty();
    assertThat(lacking("libzstd1")).isEmpty();
    assertThat(lacking("libzstd1=9.9"))
        .containsExactly(
            "linux/amd64: <buildPackages> asks for libzstd1=9.9, and %s was locked"
                .formatted(locked.version()));
    assertThat(lacking("rustc=1.85"))
        .containsExactly("linux/amd64: <buildPackages> asks for rustc=1.85");
    PackageSelection newer = new PackageSelection(List.of("libzstd1=9.9"), Set.of());
    ImageSpec other = Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, newer)).on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly("linux/amd64: <packages> is libzstd1=9.9, and was not set");
  }

  /** Of a build with that one of {@code <buildPackages>}. */
  private List<String> lacking(String buildPackage) {
    Contents plain = spec.contents();
    SiteBuild build = new SiteBuild(Optional.empty(), Optional.empty(), List.of(buildPackage));
    Site site = new Site(Optional.of(root), Optional.empty(), List.of(), Optional.empty(), build);
    Contents contents =
        new Contents(
            plain.pip(),
            plain.stdlib(),
            Optional.of(site),
            plain.layout(),
            plain.files(),
            plain.compression(),
            plain.maxSize(),
            plain.optionalLibraries());
    return inputs(true).lacking(Specs.holding(spec, contents), Optional.empty());
  }

  @Test
  void namesGdbmWhereThePomAsksForItAndTheLockDoesNot() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    PackageSelection gdbm =
        new PackageSelection(List.of(), Set.of(), List.of(), Gdbm.parse("GPL-3.0-or-later"));
    ImageSpec other = Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, gdbm)).on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly("linux/amd64: <gdbm> is GPL-3.0-or-later, and was none");
  }

  @Test
  void comparesTwoFiles() throws IOException {
    write(resolve(OLDER));
    Path older = Files.copy(file, root.resolve("old.lock"));
    write(resolve(TestArchive.Change.NONE));
    assertThat(new LockComparison(older, file).lines(Changelogs.NONE))
        .contains(
            "linux/amd64, base debian: up libzstd1 1.5.7+dfsg-1 -> 1.5.7+dfsg-1+deb13u1",
            "linux/amd64, build root: down bubblewrap 0.13.0-1 -> 0.12.0-1~deb13u1");
    assertThat(new LockComparison(file, file).lines(Changelogs.NONE)).isEmpty();
    assertThatThrownBy(() -> new LockComparison(root.resolve("none.lock"), file))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("There is no lock file " + root.resolve("none.lock"))
        .hasMessageContaining("-Dwee.diff.from");
  }

  @Test
  void aSeriesIsTheReleaseThatWasLocked() throws IOException {
    assertThat(inputs(false).python(PythonRequest.parse("3.13", false))).isEmpty();
    write(resolve(TestArchive.Change.NONE));
    assertThat(inputs(false).python(PythonRequest.parse("3.13", false)))
        .contains(PythonVersion.parse("3.13.5"));
    assertThat(inputs(false).python(PythonRequest.parse("3.14", false))).isEmpty();
  }

  @Test
  void warnsOnceWhereItIsNotTheOnlyPlace() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    HeardProgress heard = new HeardProgress(new ArrayList<>(), new ArrayList<>());
    LockFileInputs inputs = inputs(false, heard);
    ImageSpec other = spec.on(Platform.parse("linux/arm64"));
    assertThat(inputs.find(other, Optional.empty())).isEmpty();
    assertThat(inputs.find(other, Optional.empty())).isEmpty();
    assertThat(heard.said())
        .singleElement()
        .asString()
        .contains("linux/arm64: nothing of this platform")
        .contains("Run mvn wee:lock");
  }

  @Test
  void failsWithoutAFileWhereItIsAllThatMayBeUsed() {
    assertThatThrownBy(() -> inputs(true).find(spec, Optional.empty()))
        .hasMessageContaining("linux/amd64: there is no lock file");
    assertThat(inputs(false).find(spec, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version": "5.2.37-2        | "version": "5.2.38-2     | was changed after wee wrote it: its checksum is sha256:
          {"name": "bash",            | {"nom": "bash",          | it has no "name"
          "lockVersion": 1            | "lockVersion": 7         | this is a lock file of format 7
          "architecture": "amd64"     | "architecture": null     | it has no "architecture"
          "size": 7                   | "size": "seven"          | "seven"
          "buildRoot": [              | <<<<<<< HEAD             | line
          """)
  void refusesAFileThatWasBrokenByHandAndNamesTheLine(String old, String fresh, String said)
      throws IOException {
    write(resolve(TestArchive.Change.NONE));
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replaceFirst(Pattern.quote(old), fresh));
    assertThatThrownBy(() -> inputs(false).find(spec, Optional.empty()))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith(file + ", line ")
        .hasMessageContaining(said)
        .hasMessageContaining("mvn wee:lock");
  }

  @Test
  void keepsTheEntriesOfOtherModulesInASharedFile() throws IOException {
    Lock lock = resolve(TestArchive.Change.NONE);
    update("com.example:other", false).write(List.of(build(lock)), Changelogs.NONE);
    write(lock);
    ImageSpec one = Specs.unpatched(Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG));
    assertThat(new LockFileReader(file).read().entries())
        .extracting(LockEntry::module)
        .containsExactly("com.example:app", "com.example:other");
    assertThat(inputs(true).find(one, Optional.empty())).isPresent();
  }

  /** An index whose package has that version, and so another file. */
  private static String with(String packages, String name, String now, String then) {
    int at = packages.indexOf("Package: " + name + "\n");
    int end = packages.indexOf("\n\n", at);
    if (at < 0) {
      return packages;
    }
    String stanza =
        packages
            .substring(at, end)
            .replace("\nVersion: " + now, "\nVersion: " + then)
            .replaceFirst("SHA256: .{8}", "SHA256: 00000000");
    return packages.substring(0, at) + stanza + packages.substring(end);
  }

  private static LockedPackage named(List<LockedPackage> packages, String name) {
    return packages.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private Lock resolve(TestArchive.Change change) throws IOException {
    return TestLocks.resolver(root, NOW, change).newest(spec);
  }

  private LockedBuild build(Lock lock) {
    return new LockedBuild(spec, Optional.empty(), lock, new PatchSeries(List.of(), ""), List.of());
  }

  private LockFileUpdate update(String module, boolean keep) {
    return new LockFileUpdate(file, "1.0", module, keep, Locking.SNAPSHOT_ARCHIVE);
  }

  private List<String> write(Lock lock) {
    return update("com.example:app", false).write(List.of(build(lock)), Changelogs.NONE);
  }

  private LockFileInputs inputs(boolean required) {
    return inputs(required, Progress.NONE);
  }

  private LockFileInputs inputs(boolean required, Progress progress) {
    return new LockFileInputs(
        new Locking(Optional.of(file), required, URI.create("http://keep.example.com/archive")),
        MIRRORS,
        URI.create("https://mirror.example.com/python"),
        progress);
  }
}
