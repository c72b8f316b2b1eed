package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.Dockerfiles;
import java.io.File;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what {@code build} does as a multi-stage Dockerfile and a compile script, for people who
 * want to look, or to leave. Nothing is compiled.
 */
@Mojo(name = "dockerfile", requiresProject = false, threadSafe = true)
public final class DockerfileMojo extends AbstractImageMojo {
  /** Where the Dockerfile and its script are written. */
  @Parameter(
      property = "wee.dockerfile",
      defaultValue = "${project.build.directory}/wee/dockerfile")
  private File dockerfile;

  @Override
  boolean installsWheels() {
    return true;
  }

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    Dockerfiles dockerfiles = new Dockerfiles(environment(), progress(), InstantSource.system());
    getLog().info("Written to " + dockerfiles.write(spec(), inProject(dockerfile)));
  }
}
