package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.layers.ClosureCheck;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.verify.Check;
import io.github.weepython.maven.verify.Checks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the variants dev and debug have, from the host's mirror and in a real daemon. */
class VariantsIT {
  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/busybox";

  private static final String BUILD =
      """
      set -e
      cat >/tmp/six.c <<'C'
      #include <stdio.h>
      int main(void) { printf("six is %d\\n", 2 * 3); return 0; }
      C
      gcc -O2 -o /tmp/six /tmp/six.c
      /tmp/six
      printf '#include <string>\\nint main() { return std::string("ab").size() - 2; }' >/tmp/a.cc
      g++ -o /tmp/a /tmp/a.cc
      /tmp/a
      echo "problems: [$(dpkg --audit)]"
      """;

  private static final String DEBUG =
      """
      set -e
      busybox ps | head -n 1
      for link in /busybox/*; do
        busybox --list | grep -qxF "${link##*/}" || echo "no tool: $link"
      done
      gdb --batch -ex 'python print("python of gdb: %d" % (6 * 7))'
      """;

  private static ImageSpec spec(String python, Suite suite, Variant... variants) {
    return Specs.withVariants(Specs.here(python, suite, PackageSelection.NONE), variants);
  }

  /** In the oldest suite and the newest; a suite's compilers are 100 MB to download. */
  @ParameterizedTest
  @CsvSource({"2.7.18,BULLSEYE", "3.13.5,TRIXIE"})
  void compilesInDev(String python, Suite suite, @TempDir Path dir) throws Exception {
    ImageSpec spec = spec(python, suite, Variant.DEV);
    List<Layer> layers = layers(spec, Base.DEBIAN, Variant.DEV);
    assertThat(run(dir, layers, BUILD)).contains("six is 6").contains("problems: []");
  }

  @ParameterizedTest
  @CsvSource({"2.7.18,BULLSEYE,DISTROLESS", "3.13.5,TRIXIE,DISTROLESS", "3.13.5,TRIXIE,DEBIAN"})
  void hasAShellToolsAndADebuggerInDebug(String python, Suite suite, Base base, @TempDir Path dir)
      throws Exception {
    List<Layer> layers = layers(spec(python, suite, Variant.DEBUG), base, Variant.DEBUG);
    assertThat(ClosureCheck.missing(layers)).isEmpty();
    assertThat(run(dir, layers, DEBUG))
        .contains("python of gdb: 42")
        .contains("COMMAND")
        .doesNotContain("no tool");
  }

  @Test
  void hasTheSameLayerBelowAndNothingOfItAnew() throws IOException {
    ImageSpec with = spec("3.13.5", Suite.TRIXIE, Variant.values());
    ImageSpec without = spec("3.13.5", Suite.TRIXIE);
    for (Base base : Base.values()) {
      Layer below = Rig.pipeline().base(without, base);
      assertThat(Rig.pipeline().base(with, base)).isEqualTo(below);
      Layer debug = Rig.pipeline().variant(with, base, Variant.DEBUG);
      assertThat(Rig.paths(debug))
          .contains("usr/bin/gdb", "busybox/vi")
          .doesNotContain("etc/passwd", "usr/lib/x86_64-linux-gnu/libc.so.6", "usr/bin/bash");
      System.out.printf("%s debug: %d bytes, %d raw%n", base, debug.size(), debug.rawSize());
    }
  }

  @Test
  void anImageBesideAnotherHasAllOfItsLayersAndBuildsExtensions(@TempDir Path dir)
      throws Exception {
    ImageSpec spec = spec("3.13.5", Suite.TRIXIE, Variant.DEV);
    List<BuiltImage> images = Rig.pipeline().build(spec, dir);

    assertThat(images)
        .extracting(image -> image.tags().get(0))
        .containsExactly("3.13.5-wee-distroless", "3.13.5-wee-debian", "3.13.5-wee-debian-dev");
    BuiltImage dev = images.get(2);
    List<String> below = digests(images.get(1));
    assertThat(digests(dev))
        .startsWith(below.toArray(String[]::new))
        .hasSizeGreaterThan(below.size());
    assertThat(dev.folder()).isEqualTo(dir.resolve("debian/dev"));
    for (String file : List.of("sbom.cdx.json", "sbom.spdx.json")) {
      assertThat(dev.folder().resolve(file)).content().contains("libc6-dev");
      assertThat(images.get(1).folder().resolve(file)).content().doesNotContain("libc6-dev");
    }
    assertThat(dev.folder().resolve("provenance.slsa.json"))
        .content()
        .contains("\"variant\" : \"dev\"", "pkg:deb/debian/pkgconf");
    Checks checks = Rig.pipeline().verify(spec, dev, Optional.empty());
    assertThat(checks.of(Check.Outcome.FAILED)).isEmpty();
    assertThat(checks.of(Check.Outcome.PASSED))
        .extracting(Check::name)
        .contains("extensions in C and C++ are built and imported in the image");
  }

  private static List<String> digests(BuiltImage image) throws IOException {
    JsonNode layers =
        JSON.readTree(
                OciLayoutReader.read(image.folder().resolve("oci"), image.digest()).manifest())
            .path("layers");
    return layers.findValuesAsText("digest");
  }

  private static List<Layer> layers(ImageSpec spec, Base base, Variant variant) {
    Pipeline pipeline = Rig.pipeline();
    return List.of(pipeline.base(spec, base), pipeline.variant(spec, base, variant));
  }

  /** One layer over the other, in a container. */
  private static String run(Path dir, List<Layer> layers, String script) throws Exception {
    try (DockerDaemon daemon = DockerDaemon.start(dir)) {
      StringBuilder flat = new StringBuilder("set -e; mkdir flat");
      layers.forEach(layer -> flat.append("; tar -xzf ").append(layer.blob()).append(" -C flat"));
      flat.append("; tar -cf flat.tar -C flat .");
      Process shell =
          new ProcessBuilder("sh", "-c", flat.toString()).directory(dir.toFile()).start();
      assertThat(shell.waitFor()).isZero();
      daemon.docker("import", dir.resolve("flat.tar").toString(), "variant");
      return daemon.docker("run", "--rm", "-e", "PATH=" + PATH, "variant", "/bin/sh", "-c", script);
    }
  }
}
