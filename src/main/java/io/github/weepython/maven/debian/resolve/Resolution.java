package io.github.weepython.maven.debian.resolve;

import io.github.weepython.maven.debian.archive.Package;
import java.util.List;
import java.util.Map;

/**
 * Packages that can be installed together.
 *
 * @param packages sorted by name
 * @param reasons by package name: what brought it in, such as {@code wanted}, {@code essential} or
 *     {@code python3 3.13.5-1 needs libc6 (>= 2.38)}
 */
public record Resolution(List<Package> packages, Map<String, String> reasons) {
  public Resolution {
    packages = List.copyOf(packages);
    reasons = Map.copyOf(reasons);
  }
}
