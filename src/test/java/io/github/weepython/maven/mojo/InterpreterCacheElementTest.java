package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.util.Optional;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterCacheElementTest {
  private static Optional<RemoteRepository> repository(String text) {
    InterpreterCacheElement element = new InterpreterCacheElement();
    element.set(text);
    return element.repository(project());
  }

  private static MavenProject project() {
    DeploymentRepository releases = new DeploymentRepository();
    releases.setId("releases");
    releases.setUrl("https://repo.example.com/releases");
    DistributionManagement management = new DistributionManagement();
    management.setRepository(releases);
    Model model = new Model();
    model.setDistributionManagement(management);
    return new MavenProject(model);
  }

  @Test
  void whatIsNotGivenIsNoRepository() {
    assertThat(new InterpreterCacheElement().repository(project())).isEmpty();
    assertThat(repository("false")).isEmpty();
    assertThat(repository(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team::https://repo.example.com/maven",
        " team::https://repo.example.com/maven ",
        "team::default::https://repo.example.com/maven"
      })
  void aRepositoryIsNamedAsForTheDeployPlugin(String text) {
    assertThat(repository(text))
        .hasValueSatisfying(
            found -> {
              assertThat(found.getId()).isEqualTo("team");
              assertThat(found.getUrl()).isEqualTo("https://repo.example.com/maven");
            });
    assertThat(repository("here::file:///srv/maven")).isPresent();
  }

  @Test
  void trueIsTheRepositoryOfReleases() {
    assertThat(repository("true"))
        .map(RemoteRepository::getUrl)
        .contains("https://repo.example.com/releases");
    InterpreterCacheElement group = new InterpreterCacheElement();
    group.setGroupId("com.example");
    assertThat(group.repository(project())).isPresent();
    assertThat(group.groupId()).isEqualTo("com.example");
  }

  @Test
  void aProjectWithoutSuchARepositoryIsTold() {
    InterpreterCacheElement element = new InterpreterCacheElement();
    element.set("true");

    assertThatThrownBy(() -> element.repository(new MavenProject()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<distributionManagement>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://repo.example.com/maven", "team", "team::", "team:https://x"})
  void whatIsNoRepositoryIsRefused(String text) {
    assertThatThrownBy(() -> repository(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("id::url");
  }

  @Test
  void aPasswordInAUrlIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> repository("team::https://me:secret@repo.example.com/maven"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("settings.xml")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> repository("https://me:secret@repo.example.com/maven"))
        .hasMessageNotContaining("secret");
  }
}
