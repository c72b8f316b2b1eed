package io.github.weepython.maven.mojo;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.pipeline.RebuildService;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Builds an image of a registry anew from its own attestations, and compares the two: manifest,
 * config, and layer by layer down to the first file that differs. The verdict is in {@code
 * target/wee/rebuild.json}; a difference fails the build. With {@code <sign>} the verdict is pushed
 * beside the image as an SLSA verification summary. Of an index, this machine's platform is
 * rebuilt.
 */
@Mojo(name = "rebuild", requiresProject = false, threadSafe = true)
public final class RebuildMojo extends AbstractReferenceMojo {
  /** Skips the rebuild. */
  @Parameter(property = "wee.skipRebuild", defaultValue = "false")
  private boolean skipRebuild;

  /**
   * The digest of the image whose attestations say how to build, where the compared one has none of
   * its own, such as one that was tampered with; both are in one repository.
   */
  @Parameter(property = "wee.provenanceOf")
  private @Nullable String provenanceOf;

  /** Who signs the verdict, as in {@code wee:push}; nobody if not set. */
  @Parameter private @Nullable SignElement sign;

  /** The file with the private key, instead of the {@code <key>} of {@code <sign>}. */
  @Parameter(property = "wee.sign.key")
  private @Nullable File signKey;

  /** Whether a certificate for the CI job's identity signs, instead of a key. */
  @Parameter(property = "wee.sign.keyless", defaultValue = "false")
  private boolean signKeyless;

  /** Who signs. */
  Signing signing() {
    return Signing.of(this, sign, signKey, signKeyless);
  }

  @Override
  boolean skipThis() {
    return skipRebuild;
  }

  @Override
  void run() {
    ImageReference image = image();
    Duration timeout = pullTimeout();
    RebuildService.Options options =
        new RebuildService.Options(
            output(),
            here(),
            trusted(),
            Optional.ofNullable(provenanceOf).map(RebuildMojo::digest),
            signing().signer(this),
            timeout,
            allowsInsecureRegistry());
    new RebuildService(environment(), options, progress(), InstantSource.system()).rebuild(image);
  }

  private static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SpecException(
          "<provenanceOf> or -Dwee.provenanceOf is '%s'; expected a digest: sha256: and 64 hexadecimal digits."
              .formatted(text),
          e);
    }
  }
}
