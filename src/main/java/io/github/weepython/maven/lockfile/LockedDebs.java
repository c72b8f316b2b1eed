package io.github.weepython.maven.lockfile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Debian packages of a build.
 *
 * @param buildRoot what compiles, in the order in which it is unpacked
 * @param bases the packages of each base
 */
record LockedDebs(List<LockedDeb> buildRoot, Map<String, List<LockedDeb>> bases)
    implements LockEntryPart {
  LockedDebs {
    buildRoot = Entries.list("buildRoot", buildRoot);
    bases = Collections.unmodifiableMap(new TreeMap<>(Entries.need("bases", bases)));
    bases.forEach((base, packages) -> Entries.list(base, packages));
  }

  /** The same with the bases of another build, where this one lacks them. */
  LockedDebs union(LockedDebs other) {
    Map<String, List<LockedDeb>> all = new TreeMap<>(other.bases);
    all.putAll(bases);
    return new LockedDebs(buildRoot, all);
  }
}
