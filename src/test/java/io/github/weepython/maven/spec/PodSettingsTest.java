package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodSettingsTest {
  @Test
  void readsWhatKubectlReads() {
    PodSettings pod =
        PodSettings.parse(
            " pool=build, example.com/disk=ssd,",
            "dedicated=build:NoSchedule, spot:NoExecute,any",
            "team=platform,cost-center=42,empty=",
            " builds ");

    assertThat(pod.nodeSelector())
        .containsOnly(
            java.util.Map.entry("pool", "build"), java.util.Map.entry("example.com/disk", "ssd"));
    assertThat(pod.tolerations())
        .containsExactly(
            new PodSettings.Tolerated("dedicated", Optional.of("build"), Optional.of("NoSchedule")),
            new PodSettings.Tolerated("spot", Optional.empty(), Optional.of("NoExecute")),
            new PodSettings.Tolerated("any", Optional.empty(), Optional.empty()));
    assertThat(pod.labels()).hasSize(3).containsEntry("empty", "");
    assertThat(pod.serviceAccount()).contains("builds");
    assertThat(PodSettings.parse("", " ", "", "")).isEqualTo(PodSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "=x", "a b=c", "x/y/z=1", "-a=b", "a=b c", "pool=a,pool=b"})
  void refusesWhatIsNoLabel(String text) {
    assertThatThrownBy(() -> PodSettings.parse(text, "", "", ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builderNodeSelector>");
    assertThatThrownBy(() -> PodSettings.parse("", "", text, ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builderLabels>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spot:Never", ":NoSchedule", "a=b=c:NoExecute", "a b"})
  void refusesWhatIsNoTaint(String text) {
    assertThatThrownBy(() -> PodSettings.parse("", text, "", ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("<builderTolerations>", text);
  }

  @Test
  void refusesWhatIsDecidedElsewhere() {
    assertThatThrownBy(() -> PodSettings.parse("kubernetes.io/arch=arm64", "", "", ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("kubernetes.io/arch", "<platforms>");
    assertThatThrownBy(() -> PodSettings.parse("", "", "app.kubernetes.io/managed-by=me", ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("wee finds its own Jobs");
    assertThatThrownBy(() -> PodSettings.parse("", "", "", "A b"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builderServiceAccount> is 'A b'");
  }
}
