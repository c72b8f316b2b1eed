package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.TrustService;
import io.github.weepython.maven.spec.ImageReference;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks an image of a registry, and of an index each platform's: its signature and attestations by
 * public keys, every layer by digest, size and diff ID, the SBOM and the provenance against what
 * the layers hold, and the policy of {@code <trust>}. The result is a table in the log and {@code
 * target/wee/verify-image.json}; whatever doesn't hold fails the build.
 */
@Mojo(name = "verify-image", requiresProject = false, threadSafe = true)
public final class VerifyImageMojo extends AbstractReferenceMojo {
  /** Skips the check. */
  @Parameter(property = "wee.skipVerifyImage", defaultValue = "false")
  private boolean skipVerifyImage;

  @Override
  boolean skipThis() {
    return skipVerifyImage;
  }

  @Override
  void run() {
    ImageReference image = image();
    Duration timeout = pullTimeout();
    new TrustService(environment(), progress())
        .check(image, policy(), output(), timeout, allowsInsecureRegistry());
  }
}
