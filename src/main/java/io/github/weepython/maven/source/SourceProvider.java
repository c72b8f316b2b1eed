package io.github.weepython.maven.source;

import io.github.weepython.maven.spec.PythonVersion;
import java.util.Optional;

/** A place that has source tarballs of several versions. */
public interface SourceProvider {
  /**
   * The verified tarball, or nothing when this place has none.
   *
   * @param allowUnverified whether one that nobody vouches for will do
   * @param answers hears what was looked at and found
   * @throws SourceException when it is there and can't be verified
   */
  Optional<SourceTarball> find(
      PythonVersion version, boolean allowUnverified, LookupReport answers);
}
