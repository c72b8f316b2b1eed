package io.github.weepython.maven.lockfile;

/**
 * A line of a lock file: CPython's source.
 *
 * @param name the tarball's
 * @param version of CPython
 * @param vouchedBy who says that it is right
 * @param size in bytes; -1 where nobody said
 * @param sha256 of the tarball
 * @param url where it is available; empty for a file of the project's own
 */
record LockedSource(
    String name, String version, String vouchedBy, long size, String sha256, String url) {
  LockedSource {
    Entries.need("name", name);
    Entries.need("version", version);
    Entries.need("vouchedBy", vouchedBy);
    Entries.sha256(sha256);
    Entries.url(url);
  }
}
