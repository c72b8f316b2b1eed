package io.github.weepython.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.RuntimeConfig;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataTest {
  private static final PatchList NO_PATCHES = new PatchList(List.of(), Backports.GIVEN);
  private static final ImageSpec PLAIN = Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG);

  private static ImageSpec withConfig(List<String> entrypoint, List<String> cmd) {
    return Specs.amd64(
        Base.DEBIAN,
        new ImageSpec.UserConfig(
            Map.of("org.opencontainers.image.title", "Ours", "team", "a"),
            Map.of("LANG", "de_DE.UTF-8", "A", "1"),
            Optional.of("nonroot"),
            entrypoint,
            cmd,
            Optional.of("/srv"),
            List.of("8080/tcp"),
            RuntimeConfig.NONE,
            Map.of("team", "b", "org.opencontainers.image.url", "https://example.com")));
  }

  @Test
  void saysWhatItIs() {
    assertThat(Metadata.labels(PLAIN, Flavour.WEE, Base.DEBIAN, NO_PATCHES))
        .containsEntry("org.opencontainers.image.title", "CPython 3.13.5")
        .containsEntry("org.opencontainers.image.version", "3.13.5-wee")
        .containsEntry("org.opencontainers.image.created", "2026-01-01T00:00:00Z")
        .containsEntry("io.github.weepython.base", "debian")
        .containsEntry("io.github.weepython.suite", "debian trixie")
        .doesNotContainKey("org.opencontainers.image.base.name");
    assertThat(Metadata.env(PLAIN))
        .containsEntry("LANG", "C.UTF-8")
        .containsEntry("PYTHON_VERSION", "3.13.5")
        .hasEntrySatisfying("PATH", path -> assertThat(path).startsWith("/usr/local/bin:"));
    assertThat(Metadata.cmd(PLAIN)).containsExactly("python3");
  }

  @Test
  void saysThatThereIsNoGlobalLock() {
    ImageSpec spec = Specs.freeThreaded("3.14.7");
    assertThat(Metadata.labels(spec, Flavour.WEE, Base.DEBIAN, NO_PATCHES))
        .containsEntry("org.opencontainers.image.title", "CPython 3.14.7t")
        .containsEntry("org.opencontainers.image.version", "3.14.7t-wee")
        .containsEntry("io.github.weepython.free-threading", "true");
    assertThat(Metadata.env(spec)).containsEntry("PYTHON_VERSION", "3.14.7");
    assertThat(Metadata.labels(PLAIN, Flavour.WEE, Base.DEBIAN, NO_PATCHES))
        .doesNotContainKey("io.github.weepython.free-threading");
  }

  @Test
  void isTheSameUnderEveryTag() {
    List<Flavour> flavours = List.of(Flavour.WEE);
    ImageSpec nightly =
        Specs.tagged(flavours, List.of(Base.DEBIAN), new Tags(List.of(), "-nightly"));
    ImageSpec plain = Specs.tagged(flavours, List.of(Base.DEBIAN), Tags.DEFAULT);
    assertThat(nightly.tagsOf(Flavour.WEE, Base.DEBIAN))
        .isNotEqualTo(plain.tagsOf(Flavour.WEE, Base.DEBIAN));
    assertThat(Metadata.labels(nightly, Flavour.WEE, Base.DEBIAN, NO_PATCHES))
        .isEqualTo(Metadata.labels(plain, Flavour.WEE, Base.DEBIAN, NO_PATCHES));
  }

  @Test
  void theUsersWordsStandOverWeesOwn() {
    ImageSpec own = withConfig(List.of(), List.of());
    Map<String, String> labels = Metadata.labels(own, Flavour.WEE, Base.DEBIAN, NO_PATCHES);
    assertThat(labels).containsEntry("org.opencontainers.image.title", "Ours");
    assertThat(Metadata.annotations(own, labels))
        .containsEntry("team", "b")
        .containsEntry("org.opencontainers.image.title", "Ours")
        .containsEntry("org.opencontainers.image.url", "https://example.com");
    ImageConfig config = Metadata.config(own, labels, Optional.of("65532:65532"), Optional.empty());
    assertThat(config.env()).contains("A=1", "LANG=de_DE.UTF-8", "PYTHON_VERSION=3.13.5");
    assertThat(config.labels()).containsEntry("team", "a");
    assertThat(config.user()).contains("65532:65532");
    assertThat(config.workdir()).contains("/srv");
    assertThat(config.exposedPorts()).containsExactly("8080/tcp");
  }

  @Test
  void anEntrypointOfTheUsersOwnGetsNoArgumentsThatHeDidNotWrite() {
    assertThat(Metadata.cmd(withConfig(List.of("/srv/run"), List.of()))).isEmpty();
    assertThat(Metadata.cmd(withConfig(List.of("/srv/run"), List.of("-v")))).containsExactly("-v");
    assertThat(Metadata.cmd(withConfig(List.of(), List.of("python3", "-m", "app"))))
        .containsExactly("python3", "-m", "app");
  }

  @Test
  void saysThatNobodyBackportsFixesAndWhatIsNewer() {
    Backports none =
        new Backports(
            Optional.of("Debian trixie does not patch this release"),
            Optional.of(PythonVersion.parse("3.14.8")));
    PatchList patches = new PatchList(List.of(), none);
    assertThat(Metadata.labels(PLAIN, Flavour.WEE, Base.DEBIAN, patches))
        .containsEntry(
            "io.github.weepython.backports", "none: Debian trixie does not patch this release")
        .containsEntry("io.github.weepython.newer", "3.14.8");
    assertThat(none.warning(PythonVersion.parse("3.14.7")))
        .contains(
            "CPython 3.14.7 gets no backported security fixes: Debian trixie does not patch this"
                + " release. 3.14.7 is not the newest 3.14: wee knows 3.14.8.");
    assertThat(Backports.GIVEN.warning(PythonVersion.parse("3.14.7"))).isEmpty();
    assertThat(Metadata.labels(PLAIN, Flavour.WEE, Base.DEBIAN, NO_PATCHES))
        .doesNotContainKey("io.github.weepython.backports");
  }
}
