package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.spec.ImageSpec;
import java.util.ArrayList;
import java.util.List;

/** Sees that the packages that a user names are there. */
final class PackageAvailabilityCheck {
  private PackageAvailabilityCheck() {}

  /** Whether the user names any. */
  static boolean applies(ImageSpec spec) {
    return !spec.extras().packages().isEmpty() || !forBuilds(spec).isEmpty();
  }

  private static List<String> forBuilds(ImageSpec spec) {
    return spec.contents().site().map(site -> site.build().packages()).orElse(List.of());
  }

  /**
   * @throws DebianException naming each one that is not
   */
  static void check(PackageIndex index, ImageSpec spec) {
    check(index, spec, spec.extras().packages(), "<packages> (-Dwee.packages)");
    check(index, spec, forBuilds(spec), "<buildPackages> of <site>");
  }

  private static void check(
      PackageIndex index, ImageSpec spec, List<String> names, String element) {
    List<String> problems = new ArrayList<>();
    for (String text : names) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      List<String> versions =
          index.versions(name).stream().map(Package::version).map(Object::toString).toList();
      if (versions.isEmpty() && index.providers(name).isEmpty()) {
        problems.add("no package " + name);
      } else if (equals >= 0 && !versions.contains(text.substring(equals + 1))) {
        problems.add(
            "%s, but version %s instead of %s"
                .formatted(name, String.join(" or ", versions), text.substring(equals + 1)));
      }
    }
    if (!problems.isEmpty()) {
      throw new DebianException(
          "Debian %s has, for %s:\n  %s\nFix %s, or choose another <suite> (-Dwee.suite)."
              .formatted(
                  spec.suite().codename(),
                  spec.platform().architecture().debian(),
                  String.join("\n  ", problems),
                  element));
    }
  }
}
