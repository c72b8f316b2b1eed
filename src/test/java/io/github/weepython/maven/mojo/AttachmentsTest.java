package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.pipeline.ProjectWheelService;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttachmentsTest {
  /** As Maven's own, whose parts only Maven puts together. */
  private static final MavenProjectHelper HELPER =
      new MavenProjectHelper() {
        @Override
        public void attachArtifact(MavenProject project, File file, String classifier) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void attachArtifact(MavenProject project, String type, File file) {
          add(project, type, null, file);
        }

        @Override
        public void attachArtifact(
            MavenProject project, String type, String classifier, File file) {
          add(project, type, classifier, file);
        }

        private void add(
            MavenProject project, String type, @Nullable String classifier, File file) {
          Artifact artifact = artifact(type, classifier);
          artifact.setFile(file);
          project.addAttachedArtifact(artifact);
        }

        @Override
        public void addResource(
            MavenProject project, String folder, List<String> includes, List<String> excludes) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void addTestResource(
            MavenProject project, String folder, List<String> includes, List<String> excludes) {
          throw new UnsupportedOperationException();
        }
      };

  private final MavenProject project = project();
  private final Attachments attachments = new Attachments(project, HELPER);

  private static MavenProject project() {
    MavenProject project = new MavenProject();
    project.setArtifact(artifact("pom", null));
    return project;
  }

  private static Artifact artifact(String type, @Nullable String classifier) {
    return new DefaultArtifact(
        "com.example", "app", "1.0", null, type, classifier, new DefaultArtifactHandler(type));
  }

  private void wheel(String file) {
    Path wheel = Path.of("/p/target/wee/wheel", file);
    attachments.attach(
        "whl", List.of("", ProjectWheelService.project(wheel)), wheel, "Make it elsewhere.");
  }

  private List<String> attached() {
    return project.getAttachedArtifacts().stream()
        .map(each -> each.getClassifier() + ":" + each.getType() + "=" + each.getFile().getName())
        .toList();
  }

  @Test
  void aSecondWheelHasItsProjectAsClassifier() {
    wheel("billing-1.0-py3-none-any.whl");
    wheel("acme_tools-2.0-py3-none-any.whl");
    assertThat(attached())
        .containsExactly(
            "null:whl=billing-1.0-py3-none-any.whl",
            "acme-tools:whl=acme_tools-2.0-py3-none-any.whl");
  }

  @Test
  void theSameFileAgainChangesNothing() {
    wheel("billing-1.0-py3-none-any.whl");
    wheel("acme_tools-2.0-py3-none-any.whl");
    wheel("acme_tools-2.0-py3-none-any.whl");
    wheel("billing-1.0-py3-none-any.whl");
    assertThat(attached()).hasSize(2);
  }

  @Test
  void aFileForWhichThereIsNoPlaceIsRefused() {
    wheel("billing-1.0-py3-none-any.whl");
    wheel("billing-1.1-py3-none-any.whl");
    assertThatThrownBy(() -> wheel("billing-1.2-py3-none-any.whl"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "/p/target/wee/wheel/billing-1.2-py3-none-any.whl can't be attached to the project:"
                + " /p/target/wee/wheel/billing-1.1-py3-none-any.whl already is its artifact of"
                + " type whl and classifier billing. Make it elsewhere.");
  }

  @Test
  void otherTypesAreNotInTheWay() {
    Path images = Path.of("/p/target/wee/images.json");
    attachments.attach("json", List.of("image", "image-wee"), images, "");
    wheel("billing-1.0-py3-none-any.whl");
    assertThat(attached())
        .containsExactly("image:json=images.json", "null:whl=billing-1.0-py3-none-any.whl");
  }

  @Test
  void whatAFurtherBuildAttachesIsAnImageToo() {
    Path first = Path.of("/p/target/wee/images.json");
    Path second = Path.of("/p/target/debug/images.json");
    attachments.attach("json", List.of("image", "image-wee"), first, "");
    attachments.attach("json", List.of("image", "image-debug"), second, "");
    wheel("billing-1.0-py3-none-any.whl");
    assertThat(project.getAttachedArtifacts().stream().filter(CoordinatesMojo::isImage))
        .extracting(Artifact::getClassifier)
        .containsExactly("image", "image-debug");
  }
}
