package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path folder;

  @Test
  void refusesAWorkloadWithoutABeginning() {
    assertThatThrownBy(() -> new Training(true, Optional.of(folder)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "The workload " + folder + " has no main.py. See <workload> or -Dwee.workload.");
  }

  @Test
  void refusesToTrainOnNothing() {
    assertThatThrownBy(() -> new Training(false, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("set <workload> or -Dwee.workload");
  }
}
