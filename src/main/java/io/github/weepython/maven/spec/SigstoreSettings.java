package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom to trust for Sigstore's bundles.
 *
 * @param ownRoot a trusted_root.json of the user's; then nothing else is asked
 * @param repository the TUF repository of newer ones than the plugin's; empty for none
 */
public record SigstoreSettings(Optional<Path> ownRoot, Optional<URI> repository) {
  /** As this version of wee knows Sigstore's public instance. */
  public static final SigstoreSettings SHIPPED =
      new SigstoreSettings(Optional.empty(), Optional.empty());
}
