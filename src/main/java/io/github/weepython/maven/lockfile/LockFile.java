package io.github.weepython.maven.lockfile;

import java.util.List;

/**
 * A lock file's content.
 *
 * @param wee the version of wee that wrote it
 * @param entries sorted by module and what they were resolved for
 */
record LockFile(String wee, List<LockEntry> entries) {
  static final String NAME = "wee.lock";

  /** The form of the file. */
  static final int VERSION = 1;

  LockFile {
    Entries.need("wee", wee);
    entries = Entries.list("entries", entries);
  }
}
