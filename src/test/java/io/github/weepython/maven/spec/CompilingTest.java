package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompilingTest {
  @Test
  void readsLimitsAsPeopleWriteThem() {
    assertThat(Compiling.Limits.parse("4g", "2.5", "4096"))
        .isEqualTo(new Compiling.Limits(4L << 30, 2.5, 4096));
    assertThat(Compiling.Limits.parse("512M", "0", "0").memory()).isEqualTo(512L << 20);
    assertThat(Compiling.Limits.parse("0", "0", "0")).isEqualTo(Compiling.Limits.NONE);
  }

  @Test
  void refusesLimitsThatAreNone() {
    for (String memory : new String[] {"", "g", "-1", "4 GB", "99999999999g"}) {
      assertThatThrownBy(() -> Compiling.Limits.parse(memory, "0", "0"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("<compilerMemory>");
    }
    assertThatThrownBy(() -> Compiling.Limits.parse("0", "NaN", "0"))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void namesThePlacesThatThereAre() {
    assertThat(Compiling.Place.parse("docker")).isEqualTo(Compiling.Place.DOCKER);
    assertThatThrownBy(() -> Compiling.Place.parse("podman"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("auto, namespaces, docker");
  }
}
