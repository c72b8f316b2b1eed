package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.fetch.Download;

/**
 * One resolved Debian package.
 *
 * @param name the package's, such as {@code libssl3t64}
 * @param architecture Debian's name of it, or {@code all}
 * @param source the source package that it was built from, which Debian's advisories name
 * @param sourceVersion that one's version, which may differ from the package's
 * @param file its .deb, with the package's version
 * @param added whether the user named it, or it is there since another that the user named needs it
 */
public record LockedPackage(
    String name,
    String architecture,
    String source,
    String sourceVersion,
    LockedFile file,
    boolean added) {
  static LockedPackage of(Package found, Download deb, boolean added) {
    return new LockedPackage(
        found.name(),
        found.architecture(),
        found.source().name(),
        found.source().version().toString(),
        LockedFile.of(found.version().toString(), deb),
        added);
  }

  LockedPackage asAdded() {
    return new LockedPackage(name, architecture, source, sourceVersion, file, true);
  }

  public String version() {
    return file.version();
  }
}
