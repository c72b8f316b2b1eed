package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.docker.DaemonRig;
import io.github.weepython.maven.spec.Patch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Patches get into the source where the compile runs in a real dockerd, too. */
class PatcherIT {
  private static final Instant RELEASED = Instant.parse("2025-06-11T16:00:00Z");
  private static final String FIX =
      """
      --- a/Lib/greeting.py
      +++ b/Lib/greeting.py
      @@ -1,2 +1,2 @@
      -print("hole")
      +print("fixed")
       print("end")
      --- /dev/null
      +++ b/Lib/new.py
      @@ -0,0 +1 @@
      +print("new")
      """;

  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;
  private Path source;

  @BeforeEach
  void unpack() throws Exception {
    source = Files.createDirectories(dir.resolve("source/Lib")).getParent();
    Files.writeString(source.resolve("Lib/greeting.py"), "print(\"hole\")\nprint(\"end\")\n");
    Path script = Files.writeString(source.resolve("configure"), "exit 0\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(script, FileTime.from(RELEASED.minusSeconds(60)));
  }

  @Test
  void bringsThePatchedSourceBack() throws Exception {
    patch(FIX);

    Path changed = source.resolve("Lib/greeting.py");
    assertThat(changed).hasContent("print(\"fixed\")\nprint(\"end\")\n");
    assertThat(source.resolve("Lib/new.py")).hasContent("print(\"new\")\n");
    assertThat(Files.getLastModifiedTime(changed).toInstant()).isEqualTo(RELEASED);
    Path untouched = source.resolve("configure");
    assertThat(Files.isExecutable(untouched)).isTrue();
    assertThat(Files.getLastModifiedTime(untouched).toInstant())
        .isEqualTo(RELEASED.minusSeconds(60));
  }

  @Test
  void bringsBackWhatAPatchMakesRemovesAndRenames() throws Exception {
    Files.createDirectories(source.resolve("Lib/old/deep"));
    Files.writeString(source.resolve("Lib/old/deep/last.py"), "gone\n");
    Files.writeString(source.resolve("Lib/old/stays.py"), "stays\n");
    Files.writeString(source.resolve("Lib/before.py"), "1\n2\n3\n");
    Files.createSymbolicLink(source.resolve("Lib/link"), Path.of("old"));
    patch(
        """
        diff --git a/Lib/before.py b/Lib/after.py
        similarity index 60%
        rename from Lib/before.py
        rename to Lib/after.py
        --- a/Lib/before.py
        +++ b/Lib/after.py
        @@ -1,3 +1,3 @@
         1
        -2
        +two
         3
        diff --git a/Lib/greeting.py b/Lib/greeting.py
        old mode 100644
        new mode 100755
        diff --git a/Lib/old/deep/last.py b/Lib/old/deep/last.py
        deleted file mode 100644
        --- a/Lib/old/deep/last.py
        +++ /dev/null
        @@ -1 +0,0 @@
        -gone
        diff --git a/Lib/made/deep/new.py b/Lib/made/deep/new.py
        new file mode 100755
        --- /dev/null
        +++ b/Lib/made/deep/new.py
        @@ -0,0 +1 @@
        +new
        """);

    assertThat(paths())
        .containsExactly(
            "Lib",
            "Lib/after.py",
            "Lib/greeting.py",
            "Lib/link",
            "Lib/made",
            "Lib/made/deep",
            "Lib/made/deep/new.py",
            "Lib/old",
            "Lib/old/stays.py",
            "configure");
    assertThat(source.resolve("Lib/after.py")).hasContent("1\ntwo\n3\n");
    assertThat(source.resolve("Lib/made/deep/new.py")).isExecutable().hasContent("new\n");
    assertThat(source.resolve("Lib/greeting.py")).isExecutable();
    for (String name : List.of("Lib", "Lib/after.py", "Lib/made", "Lib/made/deep/new.py")) {
      assertThat(Files.getLastModifiedTime(source.resolve(name)).toInstant()).isEqualTo(RELEASED);
    }
  }

  private List<String> paths() throws Exception {
    return TreeReader.read(source).entries().stream().map(Entry::path).toList();
  }

  @Test
  void namesThePatchThatDoesNotApplyAndItsHunk() {
    assertThatThrownBy(() -> patch(FIX.replace("hole", "other")))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("CVE-2026-0001.patch does not apply")
        .hasMessageContaining("FAILED at 1")
        .hasMessageContaining("@@ -1,2 +1,2 @@")
        .hasMessageContaining("-print(\"other\")");
  }

  private void patch(String patch) throws Exception {
    PatchSeries series =
        new PatchSeries(
            List.of(new Patch("CVE-2026-0001.patch", 1, patch)),
            Files.readString(Path.of("templates/compile/patch.sh")));
    Path scratch = Files.createDirectory(dir.resolve("scratch"));
    new Patcher(RIG.sandboxes(Progress.NONE).choose(RIG.root()))
        .apply(RIG.root(), source, series, RELEASED.getEpochSecond(), scratch);
  }
}
