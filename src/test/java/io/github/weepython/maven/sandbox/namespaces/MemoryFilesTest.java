package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFilesTest {
  @TempDir Path proc;

  /** A name of the host's that is no UTF-8, no ASCII or has a blank keeps no job from running. */
  @Test
  void readsMountsOfAnyName() throws IOException {
    Files.write(
        proc.resolve("mountinfo"),
        """
        22 1 0:21 / /proc rw,nosuid - proc proc rw
        23 1 0:22 / /mnt/caf\u00e9 rw,nosuid shared:1 - tmpfs tmpfs rw
        24 1 0:23 / /mnt/with\\040blank rw - tmpfs tmpfs rw
        25 1 0:24 / /tmp rw - tmpfs tmpfs rw,size=1024k
        26 1 0:25 / /mnt/back\\134slash rw - tmpfs tmpfs rw
        """
            .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(MemoryFiles.mounts(proc))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "0:22", "/mnt/caf\ufffd",
                "0:23", "/mnt/with blank",
                "0:24", "/tmp",
                "0:25", "/mnt/back\\slash"));
  }

  @Test
  void takesTheMountsOfAProcessThatHasEndedForNone() {
    assertThat(MemoryFiles.mounts(proc.resolve("gone"))).isEmpty();
  }
}
