package io.github.weepython.maven.metadata;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SourceBuildOptions.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether somebody backports security fixes to the release in an image, and what is newer.
 *
 * @param reason why the release has no backported fixes; empty where Debian's were looked for and
 *     found
 * @param newer the newest later release of its series that wee knows
 */
public record Backports(Optional<String> reason, Optional<PythonVersion> newer) {
  /** What an image has whose release Debian patches, and that is the newest known. */
  public static final Backports GIVEN = new Backports(Optional.empty(), Optional.empty());

  /** As a lock has it. */
  public static Backports of(ImageSpec spec, Lock lock, Optional<PythonVersion> newer) {
    if (spec.recipe().security() == Security.NONE) {
      return new Backports(Optional.of("<securityPatches> is none"), newer);
    }
    return lock.securityPatches().isEmpty()
        ? new Backports(
            Optional.of("Debian %s does not patch this release".formatted(spec.suite().codename())),
            newer)
        : GIVEN;
  }

  /** For the log; empty where there is nothing to say. */
  public Optional<String> warning(PythonVersion python) {
    String later =
        newer
            .map(
                version ->
                    " %s is not the newest %s: wee knows %s."
                        .formatted(python, python.majorMinor(), version))
            .orElse("");
    return reason.map(
        why -> "CPython %s gets no backported security fixes: %s.%s".formatted(python, why, later));
  }

  /** Labels of the image, and properties of CPython in its SBOM. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    reason.ifPresent(why -> properties.put("io.github.weepython.backports", "none: " + why));
    reason
        .flatMap(why -> newer)
        .ifPresent(later -> properties.put("io.github.weepython.newer", later.toString()));
    return properties;
  }
}
