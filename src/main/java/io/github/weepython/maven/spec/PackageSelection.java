package io.github.weepython.maven.spec;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the user wants more of than a base has by itself.
 *
 * @param packages names of Debian packages, or {@code name=version}
 * @param keep groups of the prune lists that are not left out
 * @param certificates authorities that the image trusts beside Debian's
 * @param gdbm whether the libraries of {@code dbm.gnu} and {@code dbm.ndbm} are there
 */
public record PackageSelection(
    List<String> packages, Set<String> keep, List<CaCertificates> certificates, Gdbm gdbm) {
  /** Nothing more. */
  public static final PackageSelection NONE = new PackageSelection(List.of(), Set.of());

  /** Debian Policy 5.6.7 and 5.6.12. */
  static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(=[0-9][A-Za-z0-9.+~:-]*)?");

  /**
   * Checks the packages' names.
   *
   * @throws SpecException when one is not a name
   */
  public PackageSelection {
    packages = packages.stream().map(String::strip).distinct().sorted().toList();
    keep = Collections.unmodifiableSet(new TreeSet<>(keep));
    certificates = List.copyOf(certificates);
    for (String name : packages) {
      if (!PACKAGE.matcher(name).matches()) {
        throw new SpecException(
            "'%s' is not the name of a Debian package. Set <packages> or -Dwee.packages to names, for example"
                    .formatted(name)
                + " procps, or to name=version.");
      }
    }
  }

  /** Packages and groups alone. */
  public PackageSelection(List<String> packages, Set<String> keep) {
    this(packages, keep, List.of(), Gdbm.NONE);
  }
}
