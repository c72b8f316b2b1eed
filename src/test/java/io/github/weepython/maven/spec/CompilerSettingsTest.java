package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompilerSettingsTest {
  @Test
  void readsLimitsAsPeopleWriteThem() {
    assertThat(CompilerSettings.Limits.parse("4g", "2.5", "4096"))
        .isEqualTo(new CompilerSettings.Limits(4L << 30, 2.5, 4096));
    assertThat(CompilerSettings.Limits.parse("512M", "0", "0").memory()).isEqualTo(512L << 20);
    assertThat(CompilerSettings.Limits.parse("0", "0", "0"))
        .isEqualTo(CompilerSettings.Limits.NONE);
  }

  @Test
  void refusesLimitsThatAreNone() {
    for (String memory : new String[] {"", "g", "-1", "4 GB", "99999999999g"}) {
      assertThatThrownBy(() -> CompilerSettings.Limits.parse(memory, "0", "0"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("<compilerMemory>");
    }
    assertThatThrownBy(() -> CompilerSettings.Limits.parse("0", "NaN", "0"))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void namesThePlacesThatThereAre() {
    assertThat(CompilerSettings.Place.parse("docker")).isEqualTo(CompilerSettings.Place.DOCKER);
    assertThatThrownBy(() -> CompilerSettings.Place.parse("podman"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("auto, namespaces, docker");
  }
}
