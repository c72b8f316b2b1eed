package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.pipeline.DaemonImageLoader;
import io.github.weepython.maven.spec.ImageSpec;
import java.util.List;
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
  /** Skips building: later goals take what an earlier run left in {@code target/wee}. */
  @Parameter(property = "wee.skipBuild", defaultValue = "false")
  private boolean skipBuild;

  /**
   * Whether the image is loaded into a Docker or Podman daemon with its tags: the one that {@code
   * DOCKER_HOST} or Docker's context names, else the first that answers.
   */
  @Parameter(property = "wee.load", defaultValue = "false")
  private boolean load;

  @Override
  boolean skipThis() {
    return skipBuild && !handOn();
  }

  @Override
  void run() {
    if (skipBuild) {
      return;
    }
    List<ImageSpec> specs = specs();
    DaemonImageLoader loads = new DaemonImageLoader(environment(), progress());
    if (load) {
      loads.require();
    }
    List<BuiltImage> images = build(specs);
    if (load) {
      images.forEach(loads::load);
    }
  }
}
