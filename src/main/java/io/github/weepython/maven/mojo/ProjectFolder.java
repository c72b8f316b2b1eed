package io.github.weepython.maven.mojo;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;

/** Where the files of a project are. */
final class ProjectFolder {
  private ProjectFolder() {}

  /** The folder of its pom, or the current one for a goal that runs without a pom. */
  static Path of(MavenProject project) {
    return project.getBasedir() == null ? Path.of("") : project.getBasedir().toPath();
  }

  /** A path from there; without a project, Maven leaves that word in a default as it is. */
  static Path resolve(MavenProject project, String path) {
    return of(project).resolve(path.replace("${project.basedir}" + File.separator, ""));
  }
}
