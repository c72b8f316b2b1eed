package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.layers.ClosureCheck;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every base of every suite, from the host's mirror. */
class BasesIT {
  @ParameterizedTest
  @CsvSource({
    "2.7.18,BULLSEYE,DISTROLESS",
    "3.11.2,BOOKWORM,DISTROLESS",
    "3.13.5,TRIXIE,DISTROLESS",
    "2.7.18,BULLSEYE,DEBIAN",
    "3.11.2,BOOKWORM,DEBIAN",
    "3.13.5,TRIXIE,DEBIAN"
  })
  void hasEveryLibraryThatItsProgramsNeed(String python, Suite suite, Base base)
      throws IOException {
    Layer layer = Rig.pipeline().base(Specs.here(python, suite, PackageSelection.NONE), base);
    System.out.printf("%s %s: %d bytes, %d raw%n", suite, base, layer.size(), layer.rawSize());
    assertThat(ClosureCheck.missing(List.of(layer))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DISTROLESS", "DEBIAN"})
  void hasThePackagesThatTheUserAddsAndTheDocumentsHeKeeps(Base base) throws IOException {
    PackageSelection extras = new PackageSelection(List.of("less"), Set.of("man"));
    Layer layer = Rig.pipeline().base(Specs.here("3.13.5", Suite.TRIXIE, extras), base);
    assertThat(Rig.paths(layer)).contains("usr/bin/less", "usr/share/man/man1/less.1.gz");
  }
}
