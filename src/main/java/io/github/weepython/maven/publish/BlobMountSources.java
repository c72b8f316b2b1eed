package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageName;
import java.util.Optional;

/**
 * Remembers which repository of a registry was given a blob, so that another one there can have it
 * without its bytes being sent (OCI distribution-spec, "Mounting a blob from another repository").
 * A wrong memory costs one refused request.
 */
public interface BlobMountSources {
  /** Remembers nothing. */
  BlobMountSources NONE =
      new BlobMountSources() {
        @Override
        public Optional<String> find(ImageName name, Digest blob) {
          return Optional.empty();
        }

        @Override
        public void remember(ImageName name, Digest blob) {}
      };

  /** Another repository of the same registry that was given the blob. */
  Optional<String> find(ImageName name, Digest blob);

  /** The repository has the blob now. */
  void remember(ImageName name, Digest blob);
}
