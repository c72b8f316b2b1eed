package io.github.weepython.maven.sbom;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.source.BundledSources.Bundled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image was made of, as far as its layers don't say.
 *
 * @param debs SHA-256 of packages' files by {@link #deb}
 * @param source SHA-256 of CPython's tarball; empty where it is not known
 * @param wheels SHA-256 of wheels by {@link #wheel}
 * @param bundled what CPython's tarball brings along
 */
public record InputDigests(
    Map<String, String> debs, String source, Map<String, String> wheels, List<Bundled> bundled) {
  /** Where nothing is known. */
  public static final InputDigests NONE = new InputDigests(Map.of(), "", Map.of(), List.of());

  public InputDigests {
    debs = Map.copyOf(debs);
    wheels = Map.copyOf(wheels);
    bundled = List.copyOf(bundled);
  }

  /**
   * Those of a build.
   *
   * @param packages of the image
   */
  public static InputDigests of(
      Lock lock, List<LockedPackage> packages, Map<String, String> wheels, List<Bundled> bundled) {
    Map<String, String> debs = new TreeMap<>();
    for (LockedPackage lockedPackage : packages) {
      debs.put(
          deb(lockedPackage.name(), lockedPackage.version(), lockedPackage.architecture()),
          lockedPackage.file().sha256());
    }
    return new InputDigests(debs, lock.source().sha256(), wheels, bundled);
  }

  static String deb(String name, String version, String architecture) {
    return name + "=" + version + ":" + architecture;
  }

  /** A wheel by its normalized project (PEP 503) and its version. */
  public static String wheel(String project, String version) {
    return project + "==" + version;
  }
}
