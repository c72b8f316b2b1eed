package io.github.weepython.maven.lockfile;

import java.util.List;

/**
 * What a build takes that is not a Debian package.
 *
 * @param source CPython's
 * @param securityPatches what has Debian's patches; empty for none
 * @param patches all that are applied, Debian's first
 * @param profiles that optimized flavours are compiled by
 * @param wheels that may be installed
 */
record LockedSources(
    LockedSource source,
    List<LockedItem> securityPatches,
    List<LockedPatch> patches,
    List<LockedItem> profiles,
    List<LockedItem> wheels)
    implements LockEntryPart {
  LockedSources {
    Entries.need("source", source);
    securityPatches = Entries.list("securityPatches", securityPatches);
    patches = Entries.list("patches", patches);
    profiles = Entries.list("profiles", profiles);
    wheels = Entries.list("wheels", wheels);
  }

  /** The same with what several builds need together: patches, profiles and wheels of both. */
  LockedSources union(LockedSources other) {
    return new LockedSources(
        source,
        securityPatches,
        Entries.union(patches, other.patches),
        Entries.union(profiles, other.profiles),
        Entries.union(wheels, other.wheels));
  }

  /** The same with CPython's source from elsewhere. */
  LockedSources withSource(LockedSource other) {
    return new LockedSources(other, securityPatches, patches, profiles, wheels);
  }
}
