package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.TrustService;
import io.github.weepython.maven.spec.ImageReference;
import java.io.File;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks an image of a registry, and of an index each platform's: its signature and attestations by
 * public keys, every layer by digest, size and diff ID, the SBOM and the provenance against what
 * the layers hold, and the policy of {@code <trust>}. The result is a table in the log and {@code
 * target/wee/verify-image.json}; whatever doesn't hold fails the build.
 */
@Mojo(name = "verify-image", requiresProject = false, threadSafe = true)
public final class VerifyImageMojo extends AbstractTrustMojo {
  /** Skips the check. */
  @Parameter(property = "wee.skipVerifyImage", defaultValue = "false")
  private boolean skipVerifyImage;

  /**
   * The image, as {@code registry.example.com/team/python:3.13.5-wee}. If a digest follows, the tag
   * must still stand for it. After {@code wee:push} in the same run, what was pushed.
   */
  @Parameter(property = "wee.reference")
  private @Nullable String reference;

  /** Where the result is written. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /** Seconds after which reading the registry gives up. */
  @Parameter(property = "wee.pullTimeout", defaultValue = "600")
  private int pullTimeout;

  /** Whether plain HTTP will do for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  @Override
  boolean skipThis() {
    return skipVerifyImage;
  }

  @Override
  void run() {
    ImageReference image =
        ImageReference.parse(
            ParameterParser.required("-Dwee.reference", reference, ImageReference.EXPECTED));
    new TrustService(environment(), progress())
        .check(
            image,
            policy(),
            inProject(output),
            Duration.ofSeconds(pullTimeout),
            allowInsecureRegistry);
  }
}
