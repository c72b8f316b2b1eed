package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformsTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @Test
  void isTheMachinesOwnWhereNothingIsSaid() {
    assertThat(Platforms.parse(" ", "oci", ARM64)).isEqualTo(Platforms.only(ARM64));
    assertThat(Platforms.only(ARM64).several()).isFalse();
  }

  @Test
  void keepsTheUsersOrderAndNamesEachOnce() {
    Platforms both = Platforms.parse("linux/arm64, linux/amd64,linux/arm64", "docker", AMD64);

    assertThat(both).isEqualTo(new Platforms(List.of(ARM64, AMD64), Platforms.Index.DOCKER));
    assertThat(both.several()).isTrue();
  }

  @Test
  void prefersTheMachinesOwnToTheFirst() {
    assertThat(Platform.preferred(List.of(AMD64, ARM64), ARM64)).isEqualTo(ARM64);
    assertThat(Platform.preferred(List.of(AMD64, ARM64), AMD64)).isEqualTo(AMD64);
    assertThat(Platform.preferred(List.of(AMD64), ARM64)).isEqualTo(AMD64);
  }

  @Test
  void refusesWhatWeeDoesNotBuildFor() {
    assertThatThrownBy(() -> Platforms.parse("linux/amd64,windows/amd64", "oci", AMD64))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("'windows/amd64'", "<platforms>", "linux/arm64");
    assertThatThrownBy(() -> Platforms.parse("", "oci,docker", AMD64))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<indexFormat>");
  }

  @Test
  void refusesZstandardInDockersManifestList() {
    Platforms list = Platforms.parse("linux/amd64,linux/arm64", "docker", AMD64);

    assertThatThrownBy(() -> list.check(Compression.ZSTD))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("<compression>", "<indexFormat>");
    list.check(Compression.BEST);
    Platforms.parse("linux/amd64,linux/arm64", "oci", AMD64).check(Compression.ZSTD);
    Platforms.parse("linux/amd64", "docker", AMD64).check(Compression.ZSTD);
  }

  @Test
  void knowsWhichPlatformsAreForeignAndWhoBuildsForThem() {
    Builders builders =
        Builders.parse(AMD64, Map.of("linux-arm64", "ssh://me@pi"), KubernetesSettings.DEFAULT);

    assertThat(builders.addresses()).containsExactly(Map.entry(ARM64, "ssh://me@pi"));
    assertThat(builders.isForeign(ARM64)).isTrue();
    assertThat(builders.isForeign(AMD64)).isFalse();
    assertThat(Builders.NONE.isForeign(ARM64)).isFalse();
  }

  @Test
  void refusesBuildersThatAreNeitherDaemonsNorClusters() {
    assertThatThrownBy(
            () ->
                Builders.parse(AMD64, Map.of("linux-arm64", "k8s:a/b"), KubernetesSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("k8s:a/b", "linux-arm64", "ssh://", "kubernetes:context");
    assertThatThrownBy(
            () ->
                Builders.parse(AMD64, Map.of("arm64", "tcp://pi:2376"), KubernetesSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'arm64'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://pi",
        "tcp://:2376",
        "ssh://",
        "ssh://a b",
        "unix://run/docker.sock",
        "unix://",
        "pi:2376",
        "http://pi:2375",
        "kubernetes:a b",
        ""
      })
  void refusesAddressesOfNothing(String address) {
    assertThatThrownBy(
            () -> Builders.parse(AMD64, Map.of("linux-arm64", address), KubernetesSettings.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<builders> names '" + address + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://pi:2376",
        "tcp://[::1]:2376",
        "ssh://me@pi",
        "ssh://pi:2222",
        "unix:///run/docker.sock",
        "npipe:////./pipe/docker_engine"
      })
  void takesDaemonsAddresses(String address) {
    assertThat(
            Builders.parse(AMD64, Map.of("linux-arm64", address), KubernetesSettings.DEFAULT)
                .addresses())
        .containsEntry(ARM64, address);
  }

  @Test
  void attestationsOfBuildkitNeedAnOciIndex() {
    assertThat(Platforms.only(ARM64).attesting("").several()).isFalse();
    assertThat(Platforms.only(ARM64).attesting("buildkit").several()).isTrue();
    assertThatThrownBy(() -> Platforms.only(ARM64).attesting("cosign"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected buildkit");
    assertThatThrownBy(
            () -> new Platforms(List.of(ARM64), Platforms.Index.DOCKER).attesting("buildkit"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<indexFormat> is docker");
  }
}
