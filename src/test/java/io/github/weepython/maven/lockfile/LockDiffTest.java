package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.spec.Locking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockDiffTest extends LockRig {
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

  @Test
  void saysWhichSeriesIsNoLongerThere() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    LockEntry newer = new LockFileReader(file).read().entries().get(0);
    LockEntry older = of(newer, "3.12.11");
    LockDiff diff = new LockDiff(Changelogs.NONE);
    assertThat(diff.lines(List.of(older, newer), List.of(newer)))
        .containsExactly("CPython 3.12, linux/amd64: no longer in the lock");
    assertThat(diff.lines(List.of(older), List.of(newer)))
        .containsExactly(
            "CPython 3.13, linux/amd64: new in the lock",
            "CPython 3.12, linux/amd64: no longer in the lock");
    assertThat(diff.lines(List.of(newer), List.of()))
        .containsExactly("linux/amd64: no longer in the lock");
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
    return LockFileText.withChecksum(entry.withRequest(request));
  }

  @Test
  void namesSourcePackagesForWhoKnowsTheirVulnerabilities() throws IOException {
    write(resolve(OLDER));
    Path older = Files.copy(file, root.resolve("old.lock"));
    write(resolve(TestArchive.Change.NONE));
    LockComparison comparison = new LockComparison(older, file);
    assertThat(comparison.sources(false)).containsEntry("libzstd", Set.of("1.5.7+dfsg-1"));
    assertThat(comparison.sources(true)).containsEntry("libzstd", Set.of("1.5.7+dfsg-1+deb13u1"));
    assertThat(comparison.sources(true)).doesNotContainKey("bubblewrap"); // of the build root alone
    assertThat(comparison.suite(true)).contains("trixie");
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
    // The one beside an image, or of a project that was called something else.
    Path renamed = root.resolve("renamed.lock");
    Files.writeString(
        renamed,
        LockFileUpdate.text(build(resolve(OLDER)), "1.0", "rebuild", Locking.SNAPSHOT_ARCHIVE));
    assertThat(new LockComparison(renamed, file).lines(Changelogs.NONE))
        .isEqualTo(new LockComparison(older, file).lines(Changelogs.NONE));
    assertThatThrownBy(() -> new LockComparison(root.resolve("none.lock"), file))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("There is no lock file " + root.resolve("none.lock"))
        .hasMessageContaining("-Dwee.diff.from");
  }
}
