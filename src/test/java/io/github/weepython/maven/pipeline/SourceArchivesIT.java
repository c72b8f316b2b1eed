package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images with what was built from source archives, on both bases. */
class SourceArchivesIT {
  @TempDir Path dir;

  @Test
  void anExtensionInPlusPlusIsBuiltAndItsLibraryAskedFor() throws Exception {
    TestSources.extension(dir.resolve("house"), "plus", "1.0", "plus.cc", "");
    TestSources.own(dir.resolve("house"), "flat", "2.0", "");

    assertThatThrownBy(() -> build(List.of()))
        .isInstanceOf(ElfException.class)
        .hasMessageContaining("plus.cpython-313-")
        .hasMessageContaining("needs libstdc++.so.6")
        .hasMessageContaining("<packages>");

    List<BuiltImage> images = build(List.of("libstdc++6"));
    assertThat(images).hasSize(2);
    assertThat(Files.readString(images.get(0).folder().resolve("provenance.slsa.json")))
        .contains("plus-1.0.tar.gz", "flat-2.0.tar.gz", "setuptools-");
  }

  private List<BuiltImage> build(List<String> packages) throws Exception {
    return Rig.pipeline()
        .build(spec(packages, site(dir, "plus==1.0\nflat==2.0\n", List.of())), dir.resolve("out"));
  }

  /** Both bases with more packages and a site. */
  static ImageSpec spec(List<String> packages, Site site) {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, new PackageSelection(packages, Set.of()));
    return Specs.application(spec, site);
  }

  /**
   * A site of what lies in a folder. Debian's setuptools, by its hash, lies there as well.
   *
   * @param dir has the folder {@code house}
   * @param wanted lines of requirements
   * @param packages of Debian, to build with
   */
  static Site site(Path dir, String wanted, List<String> packages) throws Exception {
    StringBuilder tools = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("/usr/share/python-wheels"))) {
      for (Path path : files.filter(f -> !f.toString().contains("/pip-")).toList()) {
        String[] name = path.getFileName().toString().split("-");
        tools.append(TestWheels.pinned(name[0], name[1], path));
        Path there = dir.resolve("house").resolve(path.getFileName());
        if (!Files.exists(there)) {
          Files.copy(path, there);
        }
      }
    }
    return new Site(
        Optional.of(dir.resolve("house")),
        Optional.of(Files.writeString(dir.resolve("wanted.txt"), wanted)),
        List.of(),
        Optional.empty(),
        new SiteBuild(
            Optional.of(Files.writeString(dir.resolve("tools.txt"), tools)),
            Optional.empty(),
            packages));
  }
}
