package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.inputs.PackageLists;
import io.github.weepython.maven.spec.Gdbm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All inputs of one module's build for one platform.
 *
 * @param module {@code groupId:artifactId}
 * @param checksum of the rest as wee wrote it, so that a slip of the hand is noticed
 * @param request what they were resolved for
 * @param toolchain what compiles
 * @param suites which state of Debian's archives they come from
 * @param source CPython's
 * @param securityPatches what has Debian's patches; empty for none
 * @param patches all that are applied, Debian's first
 * @param profiles that optimized flavours are compiled by
 * @param wheels that may be installed
 * @param buildRoot what compiles, in the order in which it is unpacked
 * @param bases the packages of each base
 */
record LockEntry(
    String module,
    String checksum,
    LockRequest request,
    LockedToolchain toolchain,
    List<SuiteRelease> suites,
    LockedSource source,
    List<LockedItem> securityPatches,
    List<LockedPatch> patches,
    List<LockedItem> profiles,
    List<LockedItem> wheels,
    List<LockedDeb> buildRoot,
    Map<String, List<LockedDeb>> bases) {
  LockEntry {
    Entries.need("module", module);
    Entries.need("checksum", checksum);
    Entries.need("request", request);
    Entries.need("toolchain", toolchain);
    suites = Entries.list("suites", suites);
    Entries.need("source", source);
    securityPatches = Entries.list("securityPatches", securityPatches);
    patches = Entries.list("patches", patches);
    profiles = Entries.list("profiles", profiles);
    wheels = Entries.list("wheels", wheels);
    buildRoot = Entries.list("buildRoot", buildRoot);
    bases = Collections.unmodifiableMap(new TreeMap<>(Entries.need("bases", bases)));
    bases.forEach((base, packages) -> Entries.list(base, packages));
  }

  /** The same with another checksum, which {@link LockFileText} knows to compute. */
  LockEntry withChecksum(String sum) {
    return new LockEntry(
        module,
        sum,
        request,
        toolchain,
        suites,
        source,
        securityPatches,
        patches,
        profiles,
        wheels,
        buildRoot,
        bases);
  }

  /**
   * What another request asks for that differs, by the words of the pom.
   *
   * @param gdbm what that one says of gdbm, whose packages are lines of wee's own lists
   */
  List<String> differences(LockRequest asked, Gdbm gdbm) {
    if (gdbm == gdbm()) {
      return request.differences(asked);
    }
    List<String> all = new ArrayList<>(request.differences(asked.withLists(request.lists())));
    all.add("<gdbm> is %s, and was %s".formatted(gdbm.id(), gdbm().id()));
    return all;
  }

  /** What it was locked for. */
  Gdbm gdbm() {
    return buildRoot.stream().anyMatch(deb -> deb.name().equals(PackageLists.GDBM_HEADERS))
        ? Gdbm.ACCEPTED
        : Gdbm.NONE;
  }

  /** Whether nothing but the suites' dates differs. */
  boolean sameInputs(LockEntry other) {
    return withoutDates().equals(other.withoutDates());
  }

  private LockEntry withoutDates() {
    return new LockEntry(
        module,
        "",
        request,
        toolchain,
        List.of(),
        source,
        securityPatches,
        patches,
        profiles,
        wheels,
        buildRoot,
        bases);
  }
}
