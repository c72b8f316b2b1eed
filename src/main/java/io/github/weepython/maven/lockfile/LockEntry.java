package io.github.weepython.maven.lockfile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.inputs.PackageLists;
import io.github.weepython.maven.spec.Gdbm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All inputs of one module's build for one platform.
 *
 * @param module {@code groupId:artifactId}
 * @param checksum of the rest as wee wrote it, so that a slip of the hand is noticed
 * @param request what they were resolved for
 * @param toolchain what compiles
 * @param suites which state of Debian's archives they come from
 * @param sources CPython, its patches, profiles and wheels
 * @param debs the Debian packages
 */
record LockEntry(
    String module,
    String checksum,
    LockRequest request,
    LockedToolchain toolchain,
    List<SuiteRelease> suites,
    LockedSources sources,
    LockedDebs debs) {
  LockEntry {
    Entries.need("module", module);
    Entries.need("checksum", checksum);
    Entries.need("request", request);
    Entries.need("toolchain", toolchain);
    suites = Entries.list("suites", suites);
  }

  /** Reads the flat form of the file. */
  @JsonCreator
  static LockEntry read(
      @JsonProperty("module") String module,
      @JsonProperty("checksum") String checksum,
      @JsonProperty("request") LockRequest request,
      @JsonProperty("toolchain") LockedToolchain toolchain,
      @JsonProperty("suites") List<SuiteRelease> suites,
      @JsonProperty("source") LockedSource source,
      @JsonProperty("securityPatches") List<LockedItem> securityPatches,
      @JsonProperty("patches") List<LockedPatch> patches,
      @JsonProperty("profiles") List<LockedItem> profiles,
      @JsonProperty("wheels") List<LockedItem> wheels,
      @JsonProperty("buildRoot") List<LockedDeb> buildRoot,
      @JsonProperty("bases") Map<String, List<LockedDeb>> bases) {
    return new LockEntry(
        module,
        checksum,
        request,
        toolchain,
        suites,
        new LockedSources(source, securityPatches, patches, profiles, wheels),
        new LockedDebs(buildRoot, bases));
  }

  /** The same with another checksum, which {@link LockFileText} knows to compute. */
  LockEntry withChecksum(String sum) {
    return new LockEntry(module, sum, request, toolchain, suites, sources, debs);
  }

  /** The same for another request, and without a checksum. */
  LockEntry withRequest(LockRequest other) {
    return new LockEntry(module, "", other, toolchain, suites, sources, debs);
  }

  /** The same with other sources, and without a checksum. */
  LockEntry withSources(LockedSources other) {
    return new LockEntry(module, "", request, toolchain, suites, other, debs);
  }

  /** What two builds of one request need together, as this one was resolved; no checksum. */
  LockEntry union(LockEntry other) {
    return new LockEntry(
        module,
        "",
        request,
        toolchain,
        suites,
        sources.union(other.sources),
        debs.union(other.debs));
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
    return debs.buildRoot().stream().anyMatch(deb -> deb.name().equals(PackageLists.GDBM_HEADERS))
        ? Gdbm.ACCEPTED
        : Gdbm.NONE;
  }

  /** Whether nothing but the suites' dates differs. */
  boolean sameInputs(LockEntry other) {
    return withoutDates().equals(other.withoutDates());
  }

  private LockEntry withoutDates() {
    return new LockEntry(module, "", request, toolchain, List.of(), sources, debs);
  }
}
