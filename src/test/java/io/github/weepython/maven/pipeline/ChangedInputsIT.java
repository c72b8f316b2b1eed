package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that finds most of its parts made already gives what a build from nothing gives. */
class ChangedInputsIT {
  /** Of downloads, and what is compiled for minutes. */
  private static final List<String> KINDS =
      List.of("download", "fresh", "fresh-address", "lock", "build-root", "install-tree");

  @TempDir Path dir;
  private Path used;
  private int number;

  @Test
  void eachKindOfChangeGivesTheImageOfABuildFromNothing() throws Exception {
    Rig.pipeline().base(spec("1.0", "X = 1", List.of(), Map.of()), Base.DISTROLESS);
    used = cache("used");
    build(spec("1.0", "X = 1", List.of(), Map.of()), used);

    Map<String, Integer> before = entries();
    same(spec("1.0", "X = 2", List.of(), Map.of()));
    // A line of one's own code: one layer, and nothing that looks at all layers.
    Map<String, Integer> after = entries();
    assertThat(after.get("layer")).isEqualTo(before.get("layer") + 1);
    for (String kind : List.of("closure", "library-cache", "patches", "base", "bundled")) {
      assertThat(after.get(kind)).as(kind).isEqualTo(before.get(kind));
    }

    same(spec("1.1", "X = 2", List.of(), Map.of()));
    same(spec("1.1", "X = 2", List.of("libgcc-s1"), Map.of()));
    same(spec("1.1", "X = 2", List.of("libgcc-s1"), Map.of("MODE", "fast")));
  }

  private void same(ImageSpec spec) throws Exception {
    PlatformImage reused = build(spec, used);
    PlatformImage anew = build(spec, cache("nothing" + number));
    assertThat(reused.built().digest()).isEqualTo(anew.built().digest());
    for (String file : List.of("sbom.cdx.json", "sbom.spdx.json", "provenance.slsa.json")) {
      assertThat(reused.built().folder().resolve(file))
          .as(file)
          .hasSameTextualContentAs(anew.built().folder().resolve(file));
    }
  }

  private PlatformImage build(ImageSpec spec, Path cache) {
    Environment environment =
        Rig.environment(cache, dir, System.getenv(), CompilerSettings.DEFAULT);
    try (Pipeline pipeline = new Pipeline(environment, Progress.NONE, InstantSource.system())) {
      return pipeline.build(spec, dir.resolve("out" + number++), Optional.empty()).get(0);
    }
  }

  /** With what is brought along, and nothing that was made of it. */
  private Path cache(String name) throws Exception {
    Path cache = Files.createDirectories(dir.resolve(name));
    for (String kind : KINDS) {
      Tool.run("cp", "-al", Rig.here().cache().resolve(kind).toString(), cache.toString());
    }
    return cache;
  }

  private Map<String, Integer> entries() throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (Stream<Path> kinds = Files.list(used)) {
      for (Path kind : kinds.filter(Files::isDirectory).toList()) {
        try (Stream<Path> all = Files.list(kind)) {
          counts.put(kind.getFileName().toString(), (int) all.count());
        }
      }
    }
    return counts;
  }

  private ImageSpec spec(
      String dependency, String line, List<String> packages, Map<String, String> env)
      throws IOException {
    Path house = dir.resolve("house" + dependency);
    if (!Files.exists(house)) {
      TestWheels.module(
          house, "dependency", dependency, "py3-none-any", "V = " + dependency + "\n");
    }
    Path wheel =
        TestWheels.make(
            Files.createDirectories(dir.resolve("app" + Math.abs(line.hashCode()))),
            "app",
            "1.0",
            "py3-none-any",
            Map.of("app/__init__.py", "import dependency\n" + line + "\n"),
            "Requires-Dist: dependency");
    SiteLayout layout =
        new SiteLayout(
            List.of(new ProjectWheel(wheel, "com.example:app:whl:1.0", true)),
            Optional.empty(),
            Set.of(),
            SiteLayout.LARGE,
            SiteLayout.LAYERS);
    ImageSpec plain = Specs.here("3.13.5", Suite.TRIXIE, new PackageSelection(packages, Set.of()));
    return Specs.configured(
        Specs.named(
            Specs.site(plain, house, layout),
            ImageName.parse("example/app"),
            List.of(Base.DISTROLESS)),
        env);
  }
}
