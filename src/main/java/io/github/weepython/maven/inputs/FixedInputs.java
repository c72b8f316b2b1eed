package io.github.weepython.maven.inputs;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import java.util.Map;
import java.util.Optional;

/** Inputs that were resolved once and for all, which no build resolves anew. */
public interface FixedInputs {
  /** None are fixed. */
  FixedInputs NONE = (spec, from) -> Optional.empty();

  /**
   * What a build uses.
   *
   * @param from the machine's platform where it compiles for another
   * @return nothing where they are to be resolved
   */
  Optional<Lock> find(ImageSpec spec, Optional<Platform> from);

  /** What the last build used: as {@link #find}, without a word where nothing is fixed for it. */
  default Optional<Lock> last(ImageSpec spec, Optional<Platform> from) {
    return find(spec, from);
  }

  /**
   * Sees that the wheels to install are among the fixed ones.
   *
   * @param wheels their files' names
   */
  default void checkWheels(ImageSpec spec, Optional<Platform> from, Map<Digest, String> wheels) {}
}
