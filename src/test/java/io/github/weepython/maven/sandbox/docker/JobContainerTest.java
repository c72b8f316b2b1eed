package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobContainerTest {
  @Test
  void asksADaemonForNoMoreProcessorsThanItHas() {
    assertThat(JobContainer.nanoCpus(8, OptionalInt.of(4))).isEqualTo(4_000_000_000L);
    assertThat(JobContainer.nanoCpus(2.5, OptionalInt.of(4))).isEqualTo(2_500_000_000L);
    assertThat(JobContainer.nanoCpus(8, OptionalInt.empty())).isEqualTo(8_000_000_000L);
  }
}
