package io.github.weepython.maven.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RuntimeConfig;
import io.github.weepython.maven.spec.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpecFingerprintTest {
  private static ImageSpec spec(long interval) {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD", "/check"),
            OptionalLong.of(interval),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.of(3));
    return Specs.amd64(
        Base.DEBIAN,
        new ImageSpec.UserConfig(
            Map.of("a", "1", "b", "2"),
            Map.of(),
            Optional.of("nonroot"),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of("8080"),
            new RuntimeConfig(Optional.of(check), Optional.of("SIGINT"), List.of("/data")),
            Map.of("c", "3")));
  }

  @Test
  void equalSpecsHaveOneTextSoThatNothingIsBuiltTwice() {
    assertThat(SpecFingerprint.text(spec(5))).isEqualTo(SpecFingerprint.text(spec(5)));
    assertThat(SpecFingerprint.text(spec(5))).isNotEqualTo(SpecFingerprint.text(spec(6)));
  }
}
