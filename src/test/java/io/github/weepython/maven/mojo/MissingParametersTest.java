package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import org.junit.jupiter.api.Test;

class MissingParametersTest {
  @Test
  void namesThePropertyWithoutWhichThereIsNothingToCompare() {
    assertThatThrownBy(() -> new DiffMojo().run())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("-Dwee.diff.from is missing. Set it to a lock file");
    assertThatThrownBy(() -> new VerifyImageMojo().run())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("-Dwee.reference is missing. Set it to an image of a registry");
    assertThatThrownBy(() -> new RebuildMojo().run())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("-Dwee.reference is missing. Set it to an image of a registry");
  }
}
