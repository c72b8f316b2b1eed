package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Patch;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatchedFilesTest {
  @Test
  void readsTheHeadersOfDiff() {
    assertThat(
            of(
                1,
                """
                --- python3.13.orig/Lib/a.py\t2025-06-11 16:00:00.000000000 +0000
                +++ python3.13/Lib/a.py 2025-06-11 16:00:00
                @@ -1 +1 @@
                -x
                +y
                Index: python/Lib/b.py
                *** a/Lib/c.py\tWed Jun 11 16:00:00 2025
                """))
        .contains("Lib/a.py", "Lib/b.py", "Lib/c.py");
  }

  @Test
  void readsGitsOwnHeaders() {
    assertThat(
            of(
                1,
                """
                diff --git a/Lib/mode.py b/Lib/mode.py
                old mode 100644
                new mode 100755
                diff --git a/Lib/old.py b/Lib/new.py
                similarity index 100%
                rename from Lib/old.py
                rename to Lib/new.py
                +++ b/Lib/changed.py
                """))
        .contains("Lib/mode.py", "Lib/old.py", "Lib/new.py");
  }

  @Test
  void readsNamesWithSpacesAndBeyondAscii() {
    assertThat(
            of(
                1,
                "--- \"a/Lib/f\\303\\274r.py\"\n"
                    + "+++ b/Lib/two words.py\t2025\n"
                    + "--- a/Lib/f\u00c3\u00bcr2.py\n"))
        .contains("Lib/f\u00fcr.py", "Lib/two words.py", "Lib/f\u00fcr2.py");
  }

  @Test
  void stripsAsPatchDoes() {
    String patch = "+++ a//b/./c.py\n";

    assertThat(of(0, patch)).containsExactly("a/b/c.py");
    assertThat(of(2, patch)).contains("c.py");
    assertThat(of(4, patch)).isEmpty();
  }

  @Test
  void namesNothingOutside() {
    assertThat(of(0, "+++ /etc/passwd\n--- ../x\n+++ a/../../x\n--- /dev/null\n")).isEmpty();
  }

  private static Set<String> of(int strip, String bytes) {
    return PatchedFiles.of(List.of(new Patch("x.patch", strip, bytes)));
  }
}
