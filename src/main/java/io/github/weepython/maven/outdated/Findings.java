package io.github.weepython.maven.outdated;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.outdated.Finding.Kind;
import io.github.weepython.maven.spec.EndOfLife;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what is outdated. */
public final class Findings {
  private Findings() {}

  /**
   * A later release, and whose end of life has come.
   *
   * @param newer the newest later release of the series
   */
  public static List<Finding> of(ImageSpec spec, Optional<PythonVersion> newer, LocalDate today) {
    List<Finding> findings = new ArrayList<>();
    String python = spec.python().toString();
    String series = "CPython " + spec.python().majorMinor();
    newer.ifPresent(
        later -> findings.add(new Finding(python, Kind.RELEASE, series, python, later.toString())));
    EndOfLife.python(spec.python())
        .filter(today::isAfter)
        .ifPresent(
            date ->
                findings.add(
                    new Finding(python, Kind.END_OF_LIFE, series, python, date.toString())));
    EndOfLife.suite(spec.suite())
        .filter(today::isAfter)
        .ifPresent(
            date ->
                findings.add(
                    new Finding(
                        python,
                        Kind.END_OF_LIFE,
                        "Debian " + spec.suite().codename(),
                        spec.suite().codename(),
                        date.toString())));
    return findings;
  }

  /**
   * What a build would take now that the last one did not have.
   *
   * @param built the lock of the last build
   * @param now what would be locked now
   */
  public static List<Finding> of(PythonVersion python, Lock built, Lock now) {
    List<Finding> findings = new ArrayList<>();
    String before = versions(built.securityPatches());
    String after = versions(now.securityPatches());
    if (!before.equals(after)) {
      findings.add(
          new Finding(
              python.toString(),
              Kind.PATCHES,
              "Debian's python" + python.majorMinor(),
              before,
              after));
    }
    packages(built)
        .forEach(
            (name, old) ->
                Optional.ofNullable(packages(now).get(name))
                    .filter(each -> !each.version().equals(old.version()))
                    .ifPresent(each -> findings.add(update(python, old, each))));
    return findings;
  }

  private static Finding update(PythonVersion python, LockedPackage old, LockedPackage now) {
    return new Finding(
        python.toString(),
        now.file().security() ? Kind.SECURITY_UPDATE : Kind.UPDATE,
        now.name(),
        old.version(),
        now.version());
  }

  private static String versions(List<LockedFile> packaging) {
    return packaging.isEmpty()
        ? "none"
        : packaging.stream().map(LockedFile::version).collect(Collectors.joining(", "));
  }

  /** Those of all bases, by name. */
  private static Map<String, LockedPackage> packages(Lock lock) {
    Map<String, LockedPackage> all = new TreeMap<>();
    lock.bases().values().forEach(base -> base.forEach(each -> all.putIfAbsent(each.name(), each)));
    return all;
  }
}
