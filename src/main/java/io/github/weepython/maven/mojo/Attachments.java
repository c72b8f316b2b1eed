package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * The artifacts that are attached to a project. Of two files with one type and classifier, Maven
 * would install and deploy the later alone.
 */
record Attachments(MavenProject project, MavenProjectHelper helper) {
  /**
   * Attaches a file by the first of some classifiers that no other file has.
   *
   * @param classifiers in the order to try; an empty text for none
   * @param remedy what can be done where other files have all of them
   * @throws SpecException then, naming both files
   */
  void attach(String type, List<String> classifiers, Path file, String remedy) {
    Map<String, Path> attached = attached(type);
    if (attached.containsValue(place(file))) {
      return; // A goal that is repeated.
    }
    for (String classifier : classifiers) {
      if (!attached.containsKey(classifier)) {
        attach(type, classifier, file);
        return;
      }
    }
    String last = classifiers.get(classifiers.size() - 1);
    throw new SpecException(
        "%s can't be attached to the project: %s already is its artifact of type %s%s. %s"
            .formatted(
                file,
                attached.get(last),
                type,
                last.isEmpty() ? "" : " and classifier " + last,
                remedy));
  }

  private void attach(String type, String classifier, Path file) {
    if (classifier.isEmpty()) {
      helper.attachArtifact(project, type, file.toFile());
    } else {
      helper.attachArtifact(project, type, classifier, file.toFile());
    }
  }

  private Map<String, Path> attached(String type) {
    Map<String, Path> files = new HashMap<>();
    for (Artifact artifact : project.getAttachedArtifacts()) {
      if (artifact.getType().equals(type) && artifact.getFile() != null) {
        files.put(
            Optional.ofNullable(artifact.getClassifier()).orElse(""),
            place(artifact.getFile().toPath()));
      }
    }
    return files;
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
