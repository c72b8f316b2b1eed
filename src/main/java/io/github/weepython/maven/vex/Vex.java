package io.github.weepython.maven.vex;

import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.sbom.DebianPackage;
import io.github.weepython.maven.sbom.Inventory;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Patch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that is said of the vulnerabilities of an image. */
public final class Vex {
  private Vex() {}

  /**
   * Refuses files of the user's that can't be read, before any long work.
   *
   * @throws io.github.weepython.maven.spec.SpecException naming file and place
   */
  public static void check(ImageSpec spec) {
    spec.vex().documents().forEach(UserVex::read);
    spec.vex().pruned().ifPresent(VulnerabilityCarriers::read);
  }

  /**
   * The statements, sorted by vulnerability: the user's own, else that it was patched, else that
   * what it is in is not there, or that Debian fixed it in the image's version of a package.
   *
   * @param tracker Debian's, if the user named it
   */
  public static List<VexStatement> of(
      ImageSpec spec, Inventory inventory, PatchList patches, Optional<SecurityTracker> tracker) {
    List<VexStatement> written =
        spec.vex().documents().stream().flatMap(file -> UserVex.read(file).stream()).toList();
    List<VexStatement> all = new ArrayList<>(written);
    addUnlessSaid(all, patched(spec, patches));
    spec.vex()
        .pruned()
        .ifPresent(
            file ->
                addUnlessSaid(all, VulnerabilityCarriers.read(file).statements(spec, inventory)));
    tracker.ifPresent(known -> addUnlessSaid(all, fixed(spec, inventory, known)));
    all.sort(Comparator.comparing(VexStatement::cve)); // Stable: the user's order stays.
    return List.copyOf(all);
  }

  private static void addUnlessSaid(List<VexStatement> all, List<VexStatement> more) {
    Set<String> said = all.stream().map(VexStatement::cve).collect(Collectors.toSet());
    more.stream().filter(each -> !said.contains(each.cve())).forEach(all::add);
  }

  /** One statement for each vulnerability and version of a source package. */
  private static List<VexStatement> fixed(
      ImageSpec spec, Inventory inventory, SecurityTracker tracker) {
    List<VexStatement> all = new ArrayList<>();
    DebianPackage.bySource(inventory.packages())
        .forEach(
            (source, packages) ->
                tracker
                    .of(source.name(), spec.suite().codename())
                    .forEach(
                        (entry, state) -> {
                          if (state.fixedIn(source.version())) {
                            all.add(
                                new VexStatement(
                                    entry.cve(),
                                    VexStatement.FIXED,
                                    "",
                                    "Debian fixed it in %s %s"
                                        .formatted(source.name(), state.fixed()),
                                    packages.stream().map(DebianPackage::ref).toList(),
                                    Optional.empty()));
                          }
                        }));
    return all;
  }

  /** What the applied patches name: CPython no longer has it although its version says so. */
  public static List<VexStatement> patched(ImageSpec spec, PatchList patches) {
    Map<String, Set<String>> closed = new TreeMap<>();
    for (Patch patch : patches.patches()) {
      patch
          .cves()
          .forEach(cve -> closed.computeIfAbsent(cve, any -> new TreeSet<>()).add(patch.name()));
    }
    return closed.entrySet().stream()
        .map(
            each ->
                VexStatement.fixed(
                    each.getKey(),
                    "Patched by " + String.join(", ", each.getValue()),
                    "pkg:generic/python@" + spec.python()))
        .toList();
  }
}
