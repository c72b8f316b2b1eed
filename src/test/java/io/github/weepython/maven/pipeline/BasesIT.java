package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.layers.ClosureCheck;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Test
  void hasInBaseDistrolessWhatThePackagesThatAreAddedBringAndLinkTo() throws IOException {
    List<String> packages =
        List.of("openssl-provider-legacy", "libblas3", "liblapack3", "mawk", "less");
    PackageSelection extras = new PackageSelection(packages, Set.of());
    Layer layer = Rig.pipeline().base(Specs.here("3.13.5", Suite.TRIXIE, extras), Base.DISTROLESS);
    assertThat(names(Rig.paths(layer)))
        .contains("legacy.so", "libblas.so.3", "liblapack.so.3", "awk", "nawk", "pager")
        .contains("mime.types", "4042bcee.0")
        .doesNotContain("less.1.gz");
    assertThat(ClosureCheck.missing(List.of(layer))).isEmpty();
  }

  @Test
  void hasInBaseDebianWhatScriptsAndLinkersCountOn() throws IOException {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE);
    List<String> paths = Rig.paths(Rig.pipeline().base(spec, Base.DEBIAN));
    for (int i = 1; i <= 9; i++) {
      assertThat(paths).contains("usr/share/man/man" + i);
    }
    assertThat(paths).contains("etc/mime.types", "usr/share/info");
    assertThat(names(paths)).contains("libmvec.so.1", "4042bcee.0");
    // gdb of Debian shows no object of Python without it.
    assertThat(names(paths)).contains("UTF-32.so", "gconv-modules").doesNotContain("BIG5.so");
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void trustsTheAuthoritiesThatTheUserAdds(Base base) throws IOException {
    Path file = Path.of("src/test/resources/certificates/test-authority.pem");
    PackageSelection extras =
        new PackageSelection(List.of(), Set.of(), List.of(CaCertificates.read(file)), Gdbm.NONE);
    Layer layer = Rig.pipeline().base(Specs.here("3.13.5", Suite.TRIXIE, extras), base);
    assertThat(Rig.paths(layer)).contains("etc/ssl/certs/ac0a5252.0");
    String pem = Files.readString(file);
    assertThat(Rig.text(layer, "etc/ssl/certs/ca-certificates.crt"))
        .contains(pem.substring(pem.indexOf("-----BEGIN")));
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void hasGdbmForThoseWhoAcceptItsLicence(Base base) throws IOException {
    PackageSelection extras =
        new PackageSelection(List.of(), Set.of(), List.of(), Gdbm.parse("GPL-3.0-or-later"));
    Layer layer = Rig.pipeline().base(Specs.here("3.13.5", Suite.TRIXIE, extras), base);
    assertThat(names(Rig.paths(layer))).contains("libgdbm.so.6", "libgdbm_compat.so.4");
    assertThat(Rig.paths(layer)).contains("usr/share/doc/libgdbm6t64/copyright");
    assertThat(ClosureCheck.missing(List.of(layer))).isEmpty();
  }

  private static List<String> names(List<String> paths) {
    return paths.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
  }
}
