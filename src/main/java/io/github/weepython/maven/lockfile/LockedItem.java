package io.github.weepython.maven.lockfile;

/**
 * A line of a lock file: a file that is no Debian package.
 *
 * @param name the file's
 * @param version of what it holds; empty where it has none
 * @param size in bytes; -1 where nobody said
 * @param sha256 of its bytes
 * @param url where it is available; empty for a file of the project's own
 */
record LockedItem(String name, String version, long size, String sha256, String url) {
  LockedItem {
    Entries.need("name", name);
    Entries.need("version", version);
    Entries.sha256(sha256);
    Entries.url(url);
  }
}
