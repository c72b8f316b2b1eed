package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  /** As dpkg-architecture(1) and uname(1) have them on machines of either kind. */
  @ParameterizedTest
  @CsvSource({
    "amd64, amd64, x86_64, x86_64-linux-gnu, 62",
    "aarch64, arm64, aarch64, aarch64-linux-gnu, 183"
  })
  void hasEachOfItsNames(String java, String oci, String machine, String triplet, int elf) {
    Architecture architecture = Platform.host(java).architecture();

    assertThat(architecture).hasToString(oci);
    assertThat(architecture.debian()).isEqualTo(oci);
    assertThat(architecture.machine()).isEqualTo(machine);
    assertThat(architecture.triplet()).isEqualTo(triplet);
    assertThat(Architecture.of(oci)).contains(architecture);
    assertThat(Architecture.ofElf(elf)).contains(architecture);
  }
}
