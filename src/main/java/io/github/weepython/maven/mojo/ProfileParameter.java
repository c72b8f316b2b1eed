package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * {@code <profile>} as it is written: a file of the project, or a Maven artifact's coordinates,
 * such as {@code com.example:python-profile:profile:1.0}.
 */
final class ProfileParameter {
  /** groupId:artifactId[:extension[:classifier]]:version, as {@link DefaultArtifact} reads it. */
  private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+(:[\\w.-]+){2,4}");

  private final RepositorySystem repositories;
  private final MavenSession session;

  ProfileParameter(RepositorySystem repositories, MavenSession session) {
    this.repositories = repositories;
    this.session = session;
  }

  /**
   * The file that is there, whichever way it is named.
   *
   * @throws SpecException when no repository has the artifact
   */
  Path resolve(String text) {
    return isArtifact(text) ? artifact(text) : file(text);
  }

  /**
   * The file to write.
   *
   * @throws SpecException when it is an artifact, which only a deployment makes
   */
  Path target(String text) {
    if (isArtifact(text)) {
      throw new SpecException(
          "wee:train writes a file, and <profile> or -Dwee.profile is the artifact "
              + text
              + ". Set it to a file, for example python.profile, and deploy that by mvn"
              + " deploy:deploy-file -Dfile=python.profile -Dpackaging=profile.");
    }
    return file(text);
  }

  private boolean isArtifact(String text) {
    return COORDINATES.matcher(text).matches() && !Files.exists(file(text));
  }

  /** Below the project, as Maven's own file parameters are. */
  private Path file(String text) {
    MavenProject project = session.getCurrentProject();
    Path at = ProjectFolder.of(project);
    return at.resolve(text).toAbsolutePath();
  }

  private Path artifact(String coordinates) {
    ArtifactRequest request =
        new ArtifactRequest(
            new DefaultArtifact(coordinates),
            session.getCurrentProject().getRemoteProjectRepositories(),
            null);
    try {
      return repositories
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new SpecException(
          "The profile "
              + coordinates
              + " of <profile> or -Dwee.profile was not found: "
              + e.getMessage()
              + "\nIts coordinates are groupId:artifactId:extension:version; or name a file.",
          e);
    }
  }
}
