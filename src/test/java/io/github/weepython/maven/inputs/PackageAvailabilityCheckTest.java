package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageAvailabilityCheckTest {
  private static final Path TRIXIE = Path.of("src/test/resources/debian/trixie-amd64.Packages");

  private static void check(String... packages) throws IOException {
    PackageIndex.Builder index = new PackageIndex.Builder();
    try (InputStream in = Files.newInputStream(TRIXIE)) {
      index.add(in, List.of(URI.create("http://mirror.example/debian")));
    }
    PackageSelection extras = new PackageSelection(List.of(packages), Set.of());
    PackageAvailabilityCheck.check(
        index.build(), Specs.here("3.13.5", Suite.parse("trixie"), extras));
  }

  @Test
  void takesNamesVersionsAndWhatAPackageProvides() {
    assertThatCode(() -> check("apt", "base-passwd=3.6.7", "awk")).doesNotThrowAnyException();
  }

  @Test
  void namesEachUnknownPackageAndTheParameter() {
    assertThatThrownBy(() -> check("apt", "procsp", "base-passwd=9"))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("Debian trixie has")
        .hasMessageContaining("base-passwd, but version 3.6.7 instead of 9")
        .hasMessageContaining("no package procsp")
        .hasMessageContaining("<packages> (-Dwee.packages)");
  }
}
