package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Locales;
import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Specs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest extends LockRig {
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

  /** The form of the file, on which checksums in committed files depend. */
  @Test
  void fieldsOfAnEntryStandInTheEntryItself() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    assertThat(Files.readAllLines(file).stream().filter(line -> line.matches(" {6}\"\\w+\": .*")))
        .map(line -> line.replaceFirst(" *\"(\\w+)\".*", "$1"))
        .containsExactly(
            "module",
            "checksum",
            "request",
            "toolchain",
            "suites",
            "source",
            "securityPatches",
            "patches",
            "profiles",
            "wheels",
            "buildRoot",
            "bases");
  }

  @Test
  void isTheSameWhateverDigitsTheUserWrites() throws Exception {
    write(resolve(TestArchive.Change.NONE));
    LockFile read = new LockFileReader(file).read();
    assertThat(Locales.inArabic(() -> LockFileText.text(read))).isEqualTo(Files.readString(file));
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
  void leavesLinesAloneWhoseFilesHaveNotChanged() throws IOException {
    write(resolve(OLDER));
    List<String> before = Files.readAllLines(file);
    Lock later = resolve(TestArchive.Change.NONE);
    Lock aDayLater =
        TestLocks.resolvedAgain(
            later,
            later.resolvedAt() + 86_400,
            new SuiteRelease("trixie", "debian", "2026-11-29T02:00:00Z"));
    write(aDayLater);
    List<String> after = Files.readAllLines(file);
    List<String> changed = after.stream().filter(line -> !before.contains(line)).toList();
    // libzstd1 of the base debian and the build root, bubblewrap, the suite and the checksum.
    assertThat(changed).hasSizeBetween(4, 6);
    assertThat(write(aDayLater)).singleElement().asString().startsWith("Nothing has changed since");
    assertThat(Files.readAllLines(file)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version": "5.2.37-2        | "version": "5.2.38-2     | was changed after wee wrote it: its checksum is sha256:
          "toolchain": {              | "tools": {               | it has no "toolchain"
          "toolchain": {              | "more": 1, "toolchain": { | "more"
          {"name": "bash",            | {"nom": "bash",          | it has no "name"
          "lockVersion": 1            | "lockVersion": 7         | this is a lock file of format 7
          "architecture": "amd64"     | "architecture": null     | it has no "architecture"
          "size": 7                   | "size": "seven"          | "seven"
          "buildRoot": [              | <<<<<<< HEAD             | line
          {"suite": "trixie",         | {                        | one of suites lacks its name
          "archive": "debian"         | "archive": null          | one of suites lacks its name
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
}
