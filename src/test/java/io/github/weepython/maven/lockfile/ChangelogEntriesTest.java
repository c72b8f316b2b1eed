package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangelogEntriesTest {
  private static String entry(String version, String line) {
    return """
    acme (%s) unstable; urgency=medium

      * %s

     -- Somebody <a@example.org>  Mon, 05 Oct 2026 10:00:00 +0000

    """
        .formatted(version, line);
  }

  @Test
  void namesWhatNewerEntriesFix() {
    String changelog =
        entry("1:1.2-1", "Fix CVE-2026-10001, CVE-2026-0002 (Closes: #1)")
            + entry("1:1.1-1", "Fix CVE-2025-0003.")
            + entry("9.0-1", "Before the epoch: CVE-2024-0004.");
    assertThat(ChangelogEntries.cves(changelog, "1:1.1-1"))
        .containsExactly("CVE-2026-0002", "CVE-2026-10001");
    assertThat(ChangelogEntries.cves(changelog, "9.0-1"))
        .containsExactly("CVE-2025-0003", "CVE-2026-0002", "CVE-2026-10001");
    assertThat(ChangelogEntries.cves(changelog, "1:1.2-1")).isEmpty();
  }

  @Test
  void aLineOfAnEntryThatLooksLikeAHeadIsNone() {
    String changelog = entry("2", "x (3) is CVE-2026-0001") + entry("1", "CVE-2025-0001");
    assertThat(ChangelogEntries.cves(changelog, "1")).containsExactly("CVE-2026-0001");
  }

  /**
   * Old changelogs have versions that policy forbids now: nobody can say whether they are newer.
   */
  @Test
  void passesOverVersionsThatAreNone() {
    String changelog =
        entry("1.1-1", "CVE-2026-0001")
            + entry("1.0_beta-1", "CVE-2025-0001")
            + entry("snapshot20010101", "CVE-2001-0001");
    assertThat(ChangelogEntries.cves(changelog, "1.0-1")).containsExactly("CVE-2026-0001");
    assertThat(ChangelogEntries.cves(changelog, "1.1-1")).isEmpty();
  }
}
