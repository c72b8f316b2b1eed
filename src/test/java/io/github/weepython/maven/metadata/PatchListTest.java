package io.github.weepython.maven.metadata;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.spec.Patch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch keeps its origin and its CVE numbers, wherever it is named. */
class PatchListTest {
  private static final String CHANGE = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b CVE-2001-0001\n";
  private static final PatchList PATCHES =
      new PatchList(
          List.of(
              new Patch(
                  "tarfile.diff",
                  1,
                  "Origin: CVE-2025-4517, CVE-2024-12718\n" + CHANGE,
                  Optional.of("3.13.5-2+deb13u5")),
              new Patch("own.patch", 0, CHANGE)),
          Backports.GIVEN);

  @TempDir Path dir;

  @Test
  void tellsWhichAreDebians() {
    assertThat(PATCHES.line())
        .isEqualTo(
            "2 patches to CPython, 1 of them from Debian's 3.13.5-2+deb13u5:"
                + " tarfile.diff own.patch");
  }

  @Test
  void writesOriginDigestAndCvesOfEach() throws Exception {
    PATCHES.write(dir);

    assertThat(JSON.readTree(Files.readString(dir.resolve("patches.json"))))
        .isEqualTo(
            JSON.readTree(
                """
                [{"name": "tarfile.diff", "from": "Debian 3.13.5-2+deb13u5",
                  "sha256": "%s", "cves": ["CVE-2024-12718", "CVE-2025-4517"]},
                 {"name": "own.patch", "from": "pom", "sha256": "%s", "cves": []}]
                """
                    .formatted(
                        PATCHES.patches().get(0).digest().hex(),
                        PATCHES.patches().get(1).digest().hex())));
  }

  @Test
  void callsDebiansBackportsInTheSbom() throws Exception {
    ObjectNode component = JSON.createObjectNode();
    PATCHES.pedigree(component);

    assertThat(component)
        .isEqualTo(
            JSON.readTree(
                """
                {"pedigree": {"patches": [
                  {"type": "backport", "resolves": [
                    {"type": "defect", "name": "tarfile.diff"},
                    {"type": "security", "id": "CVE-2024-12718"},
                    {"type": "security", "id": "CVE-2025-4517"}]},
                  {"type": "unofficial", "resolves": [
                    {"type": "defect", "name": "own.patch"}]}]}}
                """));
  }
}
