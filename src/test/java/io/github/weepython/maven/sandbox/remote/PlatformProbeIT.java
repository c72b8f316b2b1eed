package io.github.weepython.maven.sandbox.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By this machine's kernel, and by Debian's qemu-user-static. */
class PlatformProbeIT {
  @TempDir Path folder;

  @Test
  void aProgramOfThisMachinesProcessorRuns() throws Exception {
    Architecture own = Platform.host(System.getProperty("os.arch")).architecture();

    assertThat(PlatformProbe.here(folder, own)).isTrue();
  }

  @Test
  void bothProgramsRunOnTheirProcessors() throws Exception {
    for (Architecture architecture : Architecture.values()) {
      String machine = architecture.machine();
      Path program = Files.write(folder.resolve(machine), PlatformProbe.bytes(architecture));
      Files.setAttribute(program, "unix:mode", 0755); // qemu asks for it, as the kernel does
      Process qemu = new ProcessBuilder("qemu-" + machine + "-static", program.toString()).start();
      assertThat(qemu.waitFor()).as(machine).isZero();
    }
  }
}
