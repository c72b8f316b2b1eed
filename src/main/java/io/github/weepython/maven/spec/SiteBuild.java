package io.github.weepython.maven.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What source archives are built with.
 *
 * @param requirements build backends and what they need, each with version and hash
 * @param lock the same as a lock file of PEP 751
 * @param packages of Debian, beside compilers for C and C++
 */
public record SiteBuild(Optional<Path> requirements, Optional<Path> lock, List<String> packages) {
  /** Nothing but what is there anyway. */
  public static final SiteBuild NONE = new SiteBuild(Optional.empty(), Optional.empty(), List.of());

  public SiteBuild {
    packages = packages.stream().map(String::strip).distinct().sorted().toList();
    for (String name : packages) {
      if (!PackageSelection.PACKAGE.matcher(name).matches()) {
        throw new SpecException(
            "'%s' of <site>'s <buildPackages> is not the name of a Debian package, such as libpq-dev or rustc."
                .formatted(name));
      }
    }
    if (requirements.isPresent() && lock.isPresent()) {
      throw new SpecException(
          "<site> names both <buildRequirements> and <buildLock>: leave one of them out.");
    }
    requirements.ifPresent(file -> check("<buildRequirements>", file));
    lock.ifPresent(file -> check("<buildLock>", file));
  }

  private static void check(String what, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SpecException(
          "<site>'s %s %s is not a file. Make it before wee:build, or fix the path."
              .formatted(what, file));
    }
  }
}
