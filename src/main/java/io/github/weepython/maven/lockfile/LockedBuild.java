package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import java.util.List;
import java.util.Optional;

/**
 * A build's inputs for one platform, to be written down.
 *
 * @param from the machine's platform where it compiles for another
 * @param patches Debian's, then the user's own
 * @param wheels that {@code <site>} installs, sources that it builds, and what builds them
 */
public record LockedBuild(
    ImageSpec spec,
    Optional<Platform> from,
    Lock lock,
    PatchSeries patches,
    List<SiteInputs.Input> wheels) {
  public LockedBuild {
    wheels = List.copyOf(wheels);
  }
}
