package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitWatchTest {
  /** As a kernel with pages of 64 KiB writes it, and of a process that has ended. */
  @Test
  void memoryIsCountedInBytesWhateverAPageIs() {
    String status = "Name:\tVmRSS: 1 kB\nUmask:\t0022\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n";
    assertThat(LimitWatch.resident(status)).isEqualTo(10_485_760);
    assertThat(LimitWatch.resident("Name:\tsh\nState:\tZ (zombie)\n")).isZero();
  }
}
