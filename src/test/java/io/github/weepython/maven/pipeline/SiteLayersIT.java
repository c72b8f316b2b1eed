package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.FaultProxy;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wheels in layers, by a real pip in namespaces, pushed to a real registry. */
class SiteLayersIT {
  private static final String LIBRARY = "usr/local/lib/python3.13/site-packages/";

  /** Small, so that no test needs megabytes. */
  private static final ByteSize LARGE = new ByteSize(100_000);

  @TempDir Path dir;

  private Path house() throws IOException {
    Path house = dir.resolve("house");
    byte[] noise = new byte[150_000];
    new Random(7).nextBytes(noise);
    StringBuilder text = new StringBuilder("DATA = '");
    for (byte octet : noise) {
      text.append(String.format("%02x", octet));
    }
    TestWheels.make(
        house,
        "numbers_like",
        "1.0",
        "py3-none-any",
        Map.of("numbers_like/__init__.py", text.append("'\n").toString()));
    small(house, "1.0");
    return house;
  }

  private static void small(Path house, String version) throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put("small/__init__.py", "VERSION = '" + version + "'\n");
    files.put("small/__init__.pyi", "VERSION: str\n");
    files.put("small/small.h", "/* a header */\n");
    files.put("small/tests/__init__.py", "");
    files.put("small/tests/test_small.py", "import small\n");
    files.put("small/broken.py", "print 'not of this Python'\n");
    TestWheels.make(house, "small", version, "py3-none-any", files);
  }

  private ProjectWheel app(String line) throws IOException {
    Path made = Files.createDirectories(dir.resolve("app" + Digest.of(line).hex()));
    Map<String, String> files = new HashMap<>();
    files.put("app/__init__.py", "import small, numbers_like\n" + line + "\n");
    files.put("app-1.0.dist-info/entry_points.txt", "[console_scripts]\napp = app:main\n");
    Path wheel =
        TestWheels.make(
            made,
            "app",
            "1.0",
            "py3-none-any",
            files,
            "Requires-Dist: small",
            "Requires-Dist: numbers-like>=1");
    return new ProjectWheel(wheel, "com.example:app:whl:1.0", true);
  }

  private ImageSpec spec(SiteLayout layout, Path house, String image) {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE);
    return Specs.named(
        Specs.site(spec, house, layout), ImageName.parse(image), List.of(Base.DISTROLESS));
  }

  private static SiteLayout layout(ProjectWheel... wheels) {
    return new SiteLayout(List.of(wheels), Optional.empty(), Set.of(), LARGE, SiteLayout.LAYERS);
  }

  private PlatformImage build(ImageSpec spec) {
    return Rig.pipeline().build(spec, dir.resolve("out"), Optional.empty()).get(0);
  }

  private static Map<String, Layer> layers(PlatformImage image) {
    Map<String, Layer> layers = new HashMap<>();
    image.image().layers().forEach(layer -> layers.put(layer.title(), layer));
    return layers;
  }

  @Test
  void aChangedLineOfTheProgramPushesOneSmallLayerAndTwoJsons() throws Exception {
    try (RegistryServer registry = RegistryServer.start(dir);
        FaultProxy proxy = new FaultProxy(registry.port())) {
      String name = "127.0.0.1:" + proxy.port() + "/team/app";
      Path house = house();
      push(build(spec(layout(app("X = 1")), house, name)).built());
      proxy.forget();

      PlatformImage changed = build(spec(layout(app("X = 2")), house, name));
      push(changed.built());

      long sent = proxy.bytes("PUT") + proxy.bytes("PATCH") + proxy.bytes("POST");
      assertThat(sent).isBetween(1L, 20_000L);
      // The layer, the config and the manifest by its tag: nothing else has changed.
      assertThat(proxy.count("PUT")).isEqualTo(3);
      assertThat(changed.image().layers())
          .extracting(Layer::title)
          .endsWith("site: numbers-like", "site", "project");
      assertThat(Rig.paths(layers(changed).get("project")))
          .contains(
              LIBRARY + "app/__init__.py", LIBRARY + "app/__pycache__/__init__.cpython-313.pyc")
          .contains("usr/local/bin/app")
          .noneMatch(path -> path.contains("small"));
    }
  }

  private void push(BuiltImage image) {
    new ImagePusher(
            Rig.here(),
            new PushOptions(Duration.ofMinutes(1), false, false, false, Optional.empty()),
            Progress.NONE)
        .push(image);
  }

  @Test
  void anotherDependencyLeavesTheLayersOfLargeWheelsAndOfTheProgram() throws Exception {
    Path house = house();
    Map<String, Layer> before = layers(build(spec(layout(app("X = 1")), house, "example/app")));
    Files.delete(house.resolve("small-1.0-py3-none-any.whl"));
    small(house, "1.1");

    Map<String, Layer> after = layers(build(spec(layout(app("X = 1")), house, "example/app")));

    assertThat(after.get("site: numbers-like").digest())
        .isEqualTo(before.get("site: numbers-like").digest());
    assertThat(after.get("project").digest()).isEqualTo(before.get("project").digest());
    assertThat(after.get("site").digest()).isNotEqualTo(before.get("site").digest());
  }

  @Test
  void aLayerMoreChangesNoFile() throws Exception {
    Path house = house();
    SiteLayout one = new SiteLayout(List.of(), Optional.empty(), Set.of(), LARGE, 0);
    Map<String, Layer> whole = layers(build(spec(one, house, "example/app")));
    Map<String, Layer> parts = layers(build(spec(layout(), house, "example/app")));

    assertThat(parts.get("site: numbers-like")).isNotNull();
    assertThat(Rig.paths(whole.get("site")))
        .containsAll(Rig.paths(parts.get("site")))
        .containsAll(Rig.paths(parts.get("site: numbers-like")));
    assertThat(Rig.paths(parts.get("site"))).noneMatch(path -> path.contains("numbers_like"));
  }

  @Test
  void compiledModulesAloneAndPrunedWheelsHaveATruthfulRecord() throws Exception {
    SiteLayout layout =
        new SiteLayout(
            List.of(),
            Optional.of(Stdlib.PYC),
            Set.of("tests", "headers", "stubs"),
            SiteLayout.LARGE,
            8);

    Layer site = layers(build(spec(layout, house(), "example/app"))).get("site");

    List<String> files =
        Rig.paths(site).stream().filter(path -> path.startsWith(LIBRARY + "small/")).toList();
    // What Python can't compile stays as it is.
    assertThat(files).containsExactly(LIBRARY + "small/__init__.pyc", LIBRARY + "small/broken.py");
    assertThat(Rig.text(site, LIBRARY + "small-1.0.dist-info/RECORD").lines())
        .anyMatch(line -> line.matches("small/__init__\\.pyc,sha256=\\S+,\\d+"))
        .anyMatch(line -> line.startsWith("small/broken.py,sha256="))
        .noneMatch(line -> line.matches(".*(\\.pyi|\\.h|tests|__init__\\.py),.*"));
  }

  @Test
  void refusesAGroupThatNobodyKnows() throws Exception {
    SiteLayout layout =
        new SiteLayout(List.of(), Optional.empty(), Set.of("docs"), SiteLayout.LARGE, 8);

    assertThatThrownBy(() -> build(spec(layout, house(), "example/app")))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("'docs'", "tests, headers, static-libraries, stubs");
  }
}
