package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.ProjectWheelService;
import io.github.weepython.maven.spec.Platforms;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes a wheel of a folder with a pyproject.toml and pure Python, by its own build backend in the
 * sandbox, and attaches it to the project as an artifact of type {@code whl}. A further wheel of
 * the same module gets the name of its Python project as classifier.
 */
@Mojo(name = "wheel", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class WheelMojo extends AbstractImageMojo {
  /** The folder that has the pyproject.toml. */
  @Parameter(property = "wee.wheelSource", defaultValue = "${project.basedir}")
  private File wheelSource;

  /**
   * Folders of wheels that the build backend is taken from, such as {@code
   * /usr/share/python-wheels}; several are separated by commas. A backend in the sources ({@code
   * backend-path}) needs none.
   */
  @Parameter(property = "wee.buildWheels")
  private @Nullable List<File> buildWheels;

  /**
   * A lock file of PEP 751 (pylock.toml) that names the wheels of the build backend by URL and
   * hash, beside those of {@code <buildWheels>}.
   */
  @Parameter(property = "wee.buildLock")
  private @Nullable File buildLock;

  /** Skips making the wheel. */
  @Parameter(property = "wee.skipWheel", defaultValue = "false")
  private boolean skipWheel;

  @Inject private MavenProjectHelper helper;

  @Override
  boolean skipThis() {
    return skipWheel;
  }

  /** A wheel of pure Python is built here, whatever images are for. */
  @Override
  Platforms platforms() {
    return Platforms.only(here());
  }

  @Override
  void run() {
    List<Path> tools =
        ParameterParser.elements("buildWheels", buildWheels).stream().map(this::inProject).toList();
    Set<Path> made = made();
    Path wheel =
        new ProjectWheelService(environment(), progress(), InstantSource.system())
            .build(
                spec(),
                inProject(wheelSource),
                tools,
                Optional.ofNullable(buildLock).map(this::inProject),
                output(),
                made);
    made.add(wheel);
    getLog().info("Made " + wheel);
    new Attachments(session().getCurrentProject(), helper)
        .attach(
            "whl",
            List.of("", ProjectWheelService.project(wheel)),
            wheel,
            "Make one of the two wheels in a module of its own.");
  }

  /** What earlier executions made of this project, in this Maven run. */
  @SuppressWarnings("unchecked")
  private Set<Path> made() {
    return (Set<Path>) context().computeIfAbsent("wee.wheels", key -> new TreeSet<Path>());
  }
}
