package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.DebianVersion;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares what a build asks for with what an entry of a lock has. */
final class LockedNeeds {
  private LockedNeeds() {}

  /** What the entry lacks, each as a line for people. */
  static List<String> lacking(LockEntry entry, LockRequest asked, ImageSpec spec) {
    List<String> all = new ArrayList<>(entry.differences(asked, spec.extras().gdbm()));
    source(all, entry, spec);
    for (Base base : spec.bases()) {
      if (!entry.debs().bases().containsKey(base.id())) {
        all.add("<base> asks for " + base.id());
      }
      for (Variant variant : spec.variants(base)) {
        if (!entry.debs().bases().containsKey(Lock.name(base, variant))) {
          all.add("<variants> asks for %s of base %s".formatted(variant.id(), base.id()));
        }
      }
    }
    buildPackages(all, entry, spec);
    patches(all, entry, spec);
    profile(all, entry, spec);
    return all;
  }

  private static void buildPackages(List<String> all, LockEntry entry, ImageSpec spec) {
    List<LockedDeb> locked = entry.debs().bases().getOrDefault(Lock.WHEELS, List.of());
    List<String> asked =
        spec.contents().site().map(site -> site.build().packages()).orElse(List.of());
    for (String text : asked) {
      String[] wanted = text.split("=", 2);
      List<LockedDeb> found = locked.stream().filter(deb -> deb.name().equals(wanted[0])).toList();
      if (found.isEmpty()) {
        all.add("<buildPackages> asks for " + text);
      } else if (wanted.length > 1 && found.stream().noneMatch(deb -> is(deb, wanted[1]))) {
        all.add(
            "<buildPackages> asks for %s, and %s was locked"
                .formatted(text, found.get(0).version()));
      }
    }
  }

  private static boolean is(LockedDeb deb, String version) {
    return deb.debianVersion().equals(DebianVersion.parse(version));
  }

  private static void source(List<String> all, LockEntry entry, ImageSpec spec) {
    spec.source()
        .sha256()
        .filter(sha256 -> !sha256.equals(entry.sources().source().sha256()))
        .ifPresent(
            sha256 ->
                all.add(
                    "<sourceSha256> is %s, and was %s"
                        .formatted(sha256, entry.sources().source().sha256())));
  }

  private static void patches(List<String> all, LockEntry entry, ImageSpec spec) {
    for (Patch item : spec.recipe().patches()) {
      String sha256 = item.digest().hex();
      if (entry.sources().patches().stream().noneMatch(patch -> patch.sha256().equals(sha256))) {
        all.add("<patches> has %s (sha256:%s)".formatted(item.name(), sha256));
      }
    }
  }

  private static void profile(List<String> all, LockEntry entry, ImageSpec spec) {
    if (spec.flavours().stream().noneMatch(Flavour::pgo)) {
      return;
    }
    for (Path file : spec.optimization().profile().stream().toList()) {
      String sha256 = Digest.ofUnchecked(file).hex();
      if (entry.sources().profiles().stream().noneMatch(each -> each.sha256().equals(sha256))) {
        all.add("<profile> is %s (sha256:%s)".formatted(file.getFileName(), sha256));
      }
    }
  }
}
