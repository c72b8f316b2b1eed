package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.TarReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebFileTest {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  @Test
  void readsControlAndDataOfARealPackage() throws Exception {
    DebFile deb = DebFile.open(DEBS.resolve("hostname_3.23+nmu1_amd64.deb"));
    assertThat(deb.control()).contains("Package: hostname\n", "Version: 3.23+nmu1\n");
    assertThat(deb.controlFiles()).containsKey("md5sums");
    List<String> paths = new ArrayList<>();
    try (var data = deb.openData()) {
      TarReader.read(
          "data", data, TarReader.Devices.REFUSE, (e, size, body) -> paths.add(e.path()));
    }
    assertThat(paths).contains("bin/hostname");
  }

  @Test
  void refusesAFileThatIsNoPackage(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("x.deb"), "no ar archive");
    assertThatThrownBy(() -> DebFile.open(file))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("x.deb");
  }
}
