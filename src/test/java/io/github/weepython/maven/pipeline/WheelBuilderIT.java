package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.FixedInputs;
import io.github.weepython.maven.inputs.LockResolver;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.namespaces.NamespaceSandbox;
import io.github.weepython.maven.site.BuildSystem;
import io.github.weepython.maven.site.SiteException;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.site.WheelBuilder;
import io.github.weepython.maven.site.WheelTarget;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real backends, compilers and namespaces: Debian's setuptools, on the build root of an image. */
class WheelBuilderIT {
  private static Path root;
  private static Path installed;
  private static WheelTarget target;

  @TempDir Path dir;
  private int number;

  @BeforeAll
  static void prepare(@TempDir Path scratch) {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE);
    installed = Rig.pipeline().helper(spec, scratch);
    Sources sources = Sources.of(Rig.here(), Progress.NONE, InstantSource.system());
    LockResolver locker =
        new LockResolver(
            sources.store(),
            sources.archive(),
            sources.finder(),
            sources.security(),
            Progress.NONE,
            InstantSource.system(),
            new LockResolver.Settings(
                false, false, sources.origin(), Optional.empty(), FixedInputs.NONE));
    root =
        new BuildRoots(sources.store(), sources.fetcher(), Progress.NONE)
            .directory(locker.lock(spec));
    target = new WheelTarget(spec.python(), spec.platform().architecture(), 41);
  }

  private static List<Wheel.OnDisk> setuptools() throws Exception {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/usr/share/python-wheels"))) {
      files.forEach(
          file ->
              Wheel.parse(file.getFileName().toString())
                  .filter(wheel -> wheel.project().matches("setuptools|wheel|packaging"))
                  .ifPresent(wheel -> wheels.add(new Wheel.OnDisk(wheel, file, ""))));
    }
    return wheels;
  }

  private Path build(Path archive, List<Wheel.OnDisk> tools) throws Exception {
    Path scratch = Files.createDirectory(dir.resolve("build" + number++));
    Path tree = Files.createDirectory(scratch.resolve("tree"));
    new ProcessBuilder("tar", "-xf", archive.toString(), "-C", tree.toString(), "--strip", "1")
        .inheritIO()
        .start()
        .waitFor();
    Sandbox sandbox = new NamespaceSandbox();
    return new WheelBuilder(sandbox, Templates.text("site/build_wheel.py"), line -> {})
        .build(
            new WheelBuilder.Sources(archive.getFileName().toString(), tree, BuildSystem.of(tree)),
            new WheelBuilder.Tools(root, installed, tools),
            target,
            scratch)
        .file();
  }

  @Test
  void anExtensionInCIsTheSameBytesTwice() throws Exception {
    Path archive = TestSources.extension(dir, "inc", "1.0", "inc.c", "");

    Path once = build(archive, setuptools());
    Path twice = build(archive, setuptools());

    assertThat(once.getFileName()).hasToString("inc-1.0-cp313-cp313-linux_x86_64.whl");
    assertThat(Digest.of(twice)).isEqualTo(Digest.of(once));
  }

  @Test
  void sourcesMayBringTheirOwnBackend() throws Exception {
    Path archive = TestSources.own(dir, "flat", "2.0", "");

    assertThat(build(archive, List.of()).getFileName()).hasToString("flat-2.0-py3-none-any.whl");
  }

  @Test
  void eachThingThatABuildLacksIsNamedWithTheElementThatBringsIt() throws Exception {
    refuses(
        TestSources.own(
            dir,
            "net",
            "1",
            "import urllib.request\nurllib.request.urlopen('http://example.com/x')"),
        "wants the network");
    refuses(
        TestSources.own(dir, "tool", "1", "import subprocess\nsubprocess.run(['rustc', '-V'])"),
        "no program rustc",
        "<buildPackages>");
    refuses(
        TestSources.own(dir, "module", "1", "import numpy"),
        "Python module numpy",
        "<buildRequirements>");
    refuses(TestSources.extension(dir, "plus", "1", "plus.cc", ""), "cc1plus", "<buildPackages>");
    refuses(
        TestSources.extension(dir, "lib", "1", "lib.c", ", libraries=['pq']"),
        "no library libpq",
        "<buildPackages>");
  }

  private void refuses(Path archive, String... words) {
    assertThatThrownBy(() -> build(archive, setuptools()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(archive.getFileName() + " could not be built")
        .hasMessageContainingAll(words);
  }
}
