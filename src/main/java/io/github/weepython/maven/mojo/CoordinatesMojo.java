package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImages;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Sets {@code wee.digest} and {@code wee.reference} to those of an image that is a dependency of
 * this project, with type {@code json} and classifier {@code image}, as {@code build} attaches it.
 */
@Mojo(
    name = "coordinates",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class CoordinatesMojo extends AbstractWeeMojo {
  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    List<Artifact> found =
        session().getCurrentProject().getArtifacts().stream()
            .filter(CoordinatesMojo::isImage)
            .toList();
    if (found.isEmpty()) {
      getLog().warn("No dependency has the type json and the classifier image: nothing is set.");
    }
    for (int i = found.size() - 1; i >= 0; i--) { // The first one's names win.
      Artifact each = found.get(i);
      SessionImages.publish(
          session().getCurrentProject(), BuiltImages.coordinates(each.getFile().toPath()));
      getLog().info("wee.digest and wee.reference are those of " + each);
    }
  }

  /** As {@link AbstractImageMojo} attaches the first build's, or a further one's. */
  static boolean isImage(Artifact artifact) {
    String classifier = artifact.getClassifier();
    return "json".equals(artifact.getType())
        && classifier != null
        && (classifier.equals("image") || classifier.startsWith("image-"));
  }
}
