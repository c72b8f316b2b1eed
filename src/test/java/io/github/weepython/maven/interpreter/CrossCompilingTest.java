package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import org.junit.jupiter.api.Test;

class CrossCompilingTest {
  private static ImageSpec spec(String python, Suite suite) {
    return Specs.here(python, suite, PackageSelection.NONE).on(Platform.parse("linux/arm64"));
  }

  @Test
  void plainFlavoursAreCrossCompiled() {
    assertThatCode(() -> CrossCompiling.check(spec("3.13.5", Suite.TRIXIE), Flavour.WEE))
        .doesNotThrowAnyException();
  }

  @Test
  void aTrainedFlavourWantsAProfileOfThatPlatform() {
    assertThatThrownBy(() -> CrossCompiling.check(spec("3.13.5", Suite.TRIXIE), Flavour.OPTIMIZED))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll(
            "linux/arm64", "wee-optimized", "<profile>", "<linux-arm64>ssh://");
  }

  @Test
  void freeThreadedPythonWantsAMachineOfThatPlatform() {
    ImageSpec spec = Specs.freeThreaded("3.14.7");
    assertThatThrownBy(() -> CrossCompiling.check(spec, Flavour.WEE))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll("free-threaded", "<freeThreading>", "ssh://");
  }

  @Test
  void anOldPythonWantsAMachineOfThatPlatform() {
    assertThatThrownBy(() -> CrossCompiling.check(spec("3.9.2", Suite.BULLSEYE), Flavour.WEE))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll("3.9.2", "3.11", "<linux-arm64>ssh://");
  }
}
