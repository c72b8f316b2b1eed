package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesSettingsTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Map<String, String> CLUSTER = Map.of("linux-arm64", "kubernetes:prod/ci");

  @Test
  void readsWhatPeopleWrite() {
    KubernetesSettings pods =
        KubernetesSettings.parse(
            " registry.example.com/team/roots ", "a, b,", 60, 7200, PodSettings.DEFAULT);

    assertThat(pods.roots().orElseThrow()).hasToString("registry.example.com/team/roots");
    assertThat(pods.pullSecrets()).isEqualTo(List.of("a", "b"));
    assertThat(pods.patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pods.deadline()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aClusterWantsARepositoryToPullFrom() {
    assertThatThrownBy(() -> Builders.parse(AMD64, CLUSTER, KubernetesSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("kubernetes:prod/ci", "linux/arm64", "<builderImage>");

    Builders builders =
        Builders.parse(
            AMD64,
            CLUSTER,
            KubernetesSettings.parse("r.example.com/x", "", 1, 1, PodSettings.DEFAULT));
    assertThat(builders.addresses()).containsValue("kubernetes:prod/ci");
  }

  @Test
  void theRepositoryIsOfARegistry() {
    assertThatThrownBy(() -> KubernetesSettings.parse("team/roots", "", 1, 1, PodSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("'team/roots'", "names no registry");
  }

  @Test
  void noTimeIsNegativeAndADeadlineLeavesSome() {
    assertThatThrownBy(() -> KubernetesSettings.parse("", "", -1, 1, PodSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builderWait> is -1 s");
    assertThatThrownBy(() -> KubernetesSettings.parse("", "", 1, 0, PodSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builderDeadline> 0 s");
  }
}
