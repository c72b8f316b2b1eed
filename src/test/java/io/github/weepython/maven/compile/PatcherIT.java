package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.DaemonRig;
import io.github.weepython.maven.spec.Recipe;
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
            List.of(new Recipe.Patch("CVE-2026-0001.patch", 1, patch)),
            Files.readString(Path.of("templates/compile/patch.sh")));
    Path scratch = Files.createDirectory(dir.resolve("scratch"));
    new Patcher(RIG.sandboxes(Progress.NONE).choose(RIG.root()))
        .apply(RIG.root(), source, series, RELEASED.getEpochSecond(), scratch);
  }
}
