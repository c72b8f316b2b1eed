package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.lockfile.Changelogs;
import io.github.weepython.maven.lockfile.LockFileUpdate;
import io.github.weepython.maven.lockfile.LockedBuild;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On locks of trixie's real indexes, with a tracker that knows of CPython alone. */
class LockComparerTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Patch PATCH =
      new Patch("CVE-2026-0003.patch", 1, "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n");
  private static final String TRACKER =
      """
      {"python3.13": {
        "CVE-2026-0001": {"releases": {"sid": {"status": "resolved", "fixed_version": "3.13.9-1", "urgency": "high"},
          "trixie": {"status": "open", "urgency": "high"}}},
        "CVE-2026-0002": {"releases": {"trixie": {"status": "open", "urgency": "low"}}},
        "CVE-2026-0003": {"releases": {"trixie": {"status": "open", "urgency": "medium"}}}}}
      """;

  @TempDir Path root;
  private Lock lock;
  private Path older;
  private Path newer;

  @BeforeEach
  void resolve() throws IOException {
    lock = TestLocks.resolver(root, NOW, TestArchive.Change.NONE).newest(spec("3.13.5"));
    older = root.resolve("old.lock");
    newer = root.resolve("wee.lock");
  }

  @Test
  void saysWhichVulnerabilitiesOfCpythonWereOpenedAndFixed() throws IOException {
    write(older, "app", "3.13.5", PATCH);
    write(newer, "app", "3.13.15");
    assertThat(vulnerabilities())
        .containsExactly(
            "open in Debian's packages: 0, was 0",
            "vulnerability opened: CVE-2026-0003 in CPython 3.13.15 (medium)",
            "vulnerability fixed: CVE-2026-0001 in CPython 3.13.15 (high)",
            "open in CPython: 2, was 2");
  }

  @Test
  void whatAPatchClosesIsOpenWhileAModuleLacksIt() throws IOException {
    write(older, "app", "3.13.5");
    write(older, "tool", "3.13.5");
    write(newer, "app", "3.13.5", PATCH);
    write(newer, "tool", "3.13.5");
    assertThat(vulnerabilities())
        .containsExactly("open in Debian's packages: 0, was 0", "open in CPython: 3, was 3");
    write(newer, "tool", "3.13.5", PATCH);
    assertThat(vulnerabilities())
        .contains("vulnerability fixed: CVE-2026-0003 in CPython 3.13.5 (medium)");
  }

  @Test
  void whatOneReleaseFixesIsOpenWhileAModuleHasAnOlderOne() throws IOException {
    write(older, "app", "3.13.5");
    write(older, "tool", "3.13.5");
    write(newer, "app", "3.13.15");
    write(newer, "tool", "3.13.5");
    assertThat(vulnerabilities()).contains("open in CPython: 3, was 3");
    write(newer, "tool", "3.13.14");
    assertThat(vulnerabilities())
        .contains("vulnerability fixed: CVE-2026-0001 in CPython 3.13.14 and 3.13.15 (high)");
  }

  private void write(Path file, String module, String python, Patch... patches) {
    PatchSeries series = new PatchSeries(List.of(patches), "");
    LockedBuild build = new LockedBuild(spec(python), Optional.empty(), lock, series, List.of());
    new LockFileUpdate(file, "1.0", "com.example:" + module, false, Locking.SNAPSHOT_ARCHIVE)
        .write(List.of(build), Changelogs.NONE);
  }

  private static ImageSpec spec(String python) {
    return Specs.unpatched(Specs.here(python, Suite.TRIXIE, PackageSelection.NONE))
        .on(Platform.parse("linux/amd64"));
  }

  private List<String> vulnerabilities() throws IOException {
    Path tracker = Files.writeString(root.resolve("tracker.json"), TRACKER);
    Environment environment =
        Rig.environment(root.resolve("cache"), root, Map.of(), CompilerSettings.DEFAULT);
    return new LockComparer(environment, Optional.of(tracker.toUri()), Progress.NONE)
        .compare(older, newer).stream()
            .filter(line -> line.matches("(vulnerabilit|open in|CPython).*"))
            .toList();
  }
}
