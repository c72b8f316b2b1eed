package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.pipeline.LockService;
import io.github.weepython.maven.spec.ImageSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Looks up the newest inputs of the image and writes them to {@code wee.lock}, which later builds
 * use; where there is such a file already, says what changed. Nothing is compiled.
 */
@Mojo(name = "lock", requiresProject = false, threadSafe = true)
public final class LockMojo extends AbstractImageMojo {
  /** Skips locking. */
  @Parameter(property = "wee.skipLock", defaultValue = "false")
  private boolean skipLock;

  @Override
  boolean skipThis() {
    return skipLock;
  }

  @Override
  boolean usesLock() {
    return false;
  }

  @Override
  void run() {
    List<ImageSpec> specs = specs();
    Environment environment = environment();
    Path file = environment.origins().locking().file().orElseThrow();
    MavenProject project = session().getCurrentProject();
    // A second execution of one pom adds to what the first has written.
    boolean keep = context().put("lock " + file.toAbsolutePath(), true) != null;
    List<String> changes =
        new LockService(environment, progress(), InstantSource.system())
            .write(
                specs,
                platforms(),
                version(),
                project.getGroupId() + ":" + project.getArtifactId(),
                keep);
    changes.forEach(getLog()::info);
    getLog().info("Locked in " + file);
  }
}
