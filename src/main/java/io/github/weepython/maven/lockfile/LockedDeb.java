package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.DebianVersion;
import java.util.regex.Pattern;

/**
 * A line of a lock file: a Debian package.
 *
 * @param name the binary package's
 * @param version its own
 * @param architecture Debian's name of it, or {@code all}
 * @param source the source package's name
 * @param sourceVersion the source package's version
 * @param size of the .deb in bytes
 * @param sha256 of the .deb
 * @param url of the .deb in the snapshot archive
 * @param added whether the user named it, or it is there since another that the user named needs it
 */
record LockedDeb(
    String name,
    String version,
    String architecture,
    String source,
    String sourceVersion,
    long size,
    String sha256,
    String url,
    boolean added) {
  /** Debian Policy 5.6.1 and 5.6.7. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  LockedDeb {
    Entries.sha256(sha256);
    DebianVersion.parse(Entries.need("version", version));
    DebianVersion.parse(Entries.need("sourceVersion", sourceVersion));
    Entries.need("architecture", architecture);
    Entries.url(url);
    if (!NAME.matcher(Entries.need("name", name)).matches()
        || !NAME.matcher(Entries.need("source", source)).matches()) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a package");
    }
    if (size <= 0) {
      throw new IllegalArgumentException("the size of " + name + " is " + size);
    }
    if (!url.substring(url.lastIndexOf('/') + 1).startsWith(name + "_")) {
      throw new IllegalArgumentException("'" + url + "' is not an address of " + name);
    }
  }

  DebianVersion debianVersion() {
    return DebianVersion.parse(version);
  }

  String file() {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
