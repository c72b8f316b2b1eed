package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.spec.Patch;
import java.util.List;

/**
 * A line of a lock file: a patch to CPython's source.
 *
 * @param name the file's
 * @param from where it comes from ({@link Patch#origin})
 * @param cves the CVE numbers that it tells
 * @param sha256 of its bytes
 */
record LockedPatch(String name, String from, List<String> cves, String sha256) {
  LockedPatch {
    Entries.need("name", name);
    Entries.need("from", from);
    cves = Entries.list("cves", cves);
    Entries.sha256(sha256);
  }

  static LockedPatch of(Patch patch) {
    return new LockedPatch(patch.name(), patch.origin(), patch.cves(), patch.digest().hex());
  }
}
