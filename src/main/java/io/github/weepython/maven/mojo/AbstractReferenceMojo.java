package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.ImageReference;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which image of a registry is meant and how it is read, for the goals that prove one. */
abstract class AbstractReferenceMojo extends AbstractTrustMojo {
  /**
   * The image, such as {@code registry.example.com/team/python:3.13.5-wee}. If a digest follows,
   * the tag must still point to it. By default what {@code wee:push} pushed in the same run.
   */
  @Parameter(property = "wee.reference")
  private @Nullable String reference;

  /** Where the result is written, and what is built for it. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /** Seconds after which reading the registry gives up. */
  @Parameter(property = "wee.pullTimeout", defaultValue = "600")
  private int pullTimeout;

  /** Whether plain HTTP is accepted for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  ImageReference image() {
    return ImageReference.parse(
        ParameterParser.required("-Dwee.reference", reference, ImageReference.EXPECTED));
  }

  Path output() {
    return inProject(output);
  }

  Duration pullTimeout() {
    return ParameterParser.seconds("pullTimeout", pullTimeout);
  }

  boolean allowsInsecureRegistry() {
    return allowInsecureRegistry;
  }
}
