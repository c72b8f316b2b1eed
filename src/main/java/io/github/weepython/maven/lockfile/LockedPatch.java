package io.github.weepython.maven.lockfile;

import java.util.List;

/**
 * A line of a lock file: a patch to CPython's source.
 *
 * @param name the file's
 * @param from {@code pom}, or Debian's source version that it comes with
 * @param cves the CVE numbers that it tells
 * @param sha256 of its bytes
 */
record LockedPatch(String name, String from, List<String> cves, String sha256) {
  static final String POM = "pom";

  LockedPatch {
    Entries.need("name", name);
    Entries.need("from", from);
    cves = Entries.list("cves", cves);
    Entries.sha256(sha256);
  }
}
