package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wheels of a project's folder, by Debian's setuptools and by a backend of its own. */
class ProjectWheelServiceIT {
  private static final List<Path> DEBIAN = List.of(Path.of("/usr/share/python-wheels"));

  @TempDir Path dir;

  private Path folder(String name, String toml) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(name));
    Files.writeString(folder.resolve("pyproject.toml"), toml);
    Files.writeString(folder.resolve("greeting.py"), "HELLO = 'hello'\n");
    return folder;
  }

  private Path setuptools(String name) throws IOException {
    return folder(
        name,
        """
        [build-system]
        requires = ["setuptools>=61"]
        build-backend = "setuptools.build_meta"

        [project]
        name = "greeting"
        version = "1.2"

        [tool.setuptools]
        py-modules = ["greeting"]
        """);
  }

  private Path build(Path folder, List<Path> tools) {
    return build(folder, tools, Optional.empty());
  }

  private Path build(Path folder, List<Path> tools, Optional<Path> lock) {
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE);
    return new ProjectWheelService(Rig.here(), Progress.NONE, InstantSource.system())
        .build(spec, folder, tools, lock, folder.resolve("target/wee"), Set.of());
  }

  @Test
  void theSameSourcesAreTheSameWheelTwiceAndStayAsTheyAre() throws Exception {
    Path once = build(setuptools("one"), DEBIAN);
    Path other = setuptools("other");
    Files.createDirectories(other.resolve("build/lib"));
    Files.writeString(other.resolve("build/lib/stale.py"), "");

    Path twice = build(other, DEBIAN);

    assertThat(once.getFileName()).hasToString("greeting-1.2-py3-none-any.whl");
    assertThat(Digest.of(twice)).isEqualTo(Digest.of(once));
    assertThat(other.resolve("greeting.egg-info")).doesNotExist();
  }

  @Test
  void theBackendMayBeLocked() throws Exception {
    StringBuilder lock = new StringBuilder("lock-version = \"1.0\"\ncreated-by = \"hand\"\n");
    try (Stream<Path> wheels = Files.list(DEBIAN.get(0))) {
      for (Path wheel : wheels.filter(each -> !each.toString().contains("/pip-")).toList()) {
        String[] name = wheel.getFileName().toString().split("-");
        lock.append(
            """
            [[packages]]
            name = "%s"
            version = "%s"
            wheels = [{ url = "%s", hashes = { sha256 = "%s" } }]
            """
                .formatted(name[0], name[1], wheel.toUri(), Digest.of(wheel).hex()));
      }
    }
    Path file = Files.writeString(dir.resolve("pylock.toml"), lock);
    assertThat(build(setuptools("locked"), List.of(), Optional.of(file)).getFileName())
        .hasToString("greeting-1.2-py3-none-any.whl");
  }

  @Test
  void whatCanNotBeBuiltIsSaidWithWhatToDo() throws Exception {
    Path none = Files.createDirectories(dir.resolve("none"));
    assertThatThrownBy(() -> build(none, List.of()))
        .hasMessageContainingAll("none has no pyproject.toml", "<wheelSource>");

    assertThatThrownBy(() -> build(setuptools("lacking"), List.of()))
        .hasMessageContainingAll("setuptools>=61", "<buildWheels>", "python3-setuptools-whl");

    Path machine =
        folder(
            "machine",
            "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\".\"]\n");
    Files.writeString(
        machine.resolve("own.py"),
        "NAME, VERSION, TAG = 'greeting', '1', 'cp313-none-any'\n" + TestSources.BACKEND);
    assertThatThrownBy(() -> build(machine, List.of()))
        .hasMessageContainingAll("greeting-1-cp313-none-any.whl", "py3-none-any", "<site>");
  }
}
