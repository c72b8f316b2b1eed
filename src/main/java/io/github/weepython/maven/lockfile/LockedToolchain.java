package io.github.weepython.maven.lockfile;

import java.util.List;

/**
 * A line of a lock file: what compiles, taken from its build root's packages for people to see.
 *
 * @param compiler such as {@code gcc-14 14.2.0-19}
 * @param linker such as {@code binutils 2.44-3}
 * @param libc such as {@code libc6 2.41-12}
 */
record LockedToolchain(String compiler, String linker, String libc) {
  LockedToolchain {
    Entries.need("compiler", compiler);
    Entries.need("linker", linker);
    Entries.need("libc", libc);
  }

  static LockedToolchain of(List<LockedDeb> buildRoot) {
    return new LockedToolchain(
        named(buildRoot, "gcc-\\d+"), named(buildRoot, "binutils"), named(buildRoot, "libc6"));
  }

  private static String named(List<LockedDeb> packages, String pattern) {
    return packages.stream()
        .filter(each -> each.name().matches(pattern))
        .map(each -> each.name() + " " + each.version())
        .findFirst()
        .orElse("");
  }
}
