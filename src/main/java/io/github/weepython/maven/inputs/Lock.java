package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.fetch.Download;
import java.util.List;
import java.util.Map;

/**
 * Every input, resolved.
 *
 * @param resolvedAt seconds since the epoch
 * @param buildRoot packages of the build root, sorted by name
 * @param bases packages by the base's name; those that source archives are built on by {@link
 *     #WHEELS}
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
