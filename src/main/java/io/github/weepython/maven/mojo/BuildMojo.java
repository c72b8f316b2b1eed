package io.github.weepython.maven.mojo;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Builds the image and writes it to {@code target/wee}. */
@Mojo(
    name = "build",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class BuildMojo extends AbstractImageMojo {
  /** Skips building. */
  @Parameter(property = "wee.skipBuild", defaultValue = "false")
  private boolean skipBuild;

  @Override
  boolean skipThis() {
    return skipBuild;
  }

  @Override
  void run() {
    build(spec());
  }
}
