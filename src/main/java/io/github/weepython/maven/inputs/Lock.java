package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every input, resolved.
 *
 * @param resolvedAt seconds since the epoch
 * @param buildRoot packages of the build root, sorted by name
 * @param bases packages by the base's name; those that source archives are built on by {@link
 *     #WHEELS}, and what a variant has beyond its base by {@link #name}
 * @param vouchedBy who says that the source is right
 * @param securityPatches the packaging of the source package that has them; empty for none
 * @param suites which state of Debian's archives they come from
 * @param wheels known before an index is asked
 */
public record Lock(
    long resolvedAt,
    List<LockedPackage> buildRoot,
    Map<String, List<LockedPackage>> bases,
    LockedFile source,
    String vouchedBy,
    List<LockedFile> securityPatches,
    List<SuiteRelease> suites,
    List<LockedFile> wheels) {
  /** Not a base: the root that source archives of {@code <site>} are built on. */
  public static final String WHEELS = "wheels";

  /** What source archives are built on; the build root where there is nothing else. */
  public List<LockedPackage> wheelRoot() {
    return bases.getOrDefault(WHEELS, buildRoot);
  }

  /** By which the packages that a variant adds to a base are found. */
  public static String name(Base base, Variant variant) {
    return base.id() + "-" + variant.id();
  }

  /** All packages of an image of that base, or of a variant of it, sorted by name. */
  public List<LockedPackage> packages(Base base, Optional<Variant> variant) {
    List<LockedPackage> all = new ArrayList<>(bases.getOrDefault(base.id(), List.of()));
    variant.ifPresent(each -> all.addAll(bases.getOrDefault(name(base, each), List.of())));
    all.sort(Comparator.comparing(LockedPackage::name));
    return all;
  }

  /** The same with all of a variant's packages in its base. */
  public Lock with(Base base, Variant variant) {
    Map<String, List<LockedPackage>> all = new TreeMap<>(bases);
    all.put(base.id(), packages(base, Optional.of(variant)));
    return new Lock(resolvedAt, buildRoot, all, source, vouchedBy, securityPatches, suites, wheels);
  }

  public static List<Download> downloads(List<LockedPackage> packages) {
    return packages.stream().map(each -> each.file().download()).toList();
  }

  /** What a result that was made of these depends on. */
  public static String key(List<LockedPackage> packages) {
    StringBuilder text = new StringBuilder();
    packages.forEach(each -> text.append(each.file().sha256()).append('\n'));
    return text.toString();
  }
}
