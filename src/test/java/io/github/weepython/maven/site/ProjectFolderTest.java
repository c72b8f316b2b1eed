package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.FolderFetcher;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFolderTest {
  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  @TempDir Path dir;
  private Path project;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(dir.resolve("project"));
  }

  private ProjectFolder folder(Path... tools) {
    return new ProjectFolder(project, List.of(tools), Optional.empty());
  }

  private static void check(ProjectFolder folder) throws IOException {
    folder.check(TARGET, folder.wheels(TARGET, new FolderFetcher()));
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> copied() throws IOException {
    Path copy = folder().copy(dir.resolve("copy"));
    try (Stream<Path> files = Files.walk(copy)) {
      return files
          .filter(path -> !Files.isDirectory(path))
          .map(path -> copy.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target/classes/x", "build/lib/x.py", "dist/x.whl", ".venv/bin/python", "venv/x",
        ".git/HEAD", "src/.git/HEAD", "src/x/__pycache__/x.pyc", "src/x.egg-info/PKG-INFO", ".tox/x"
      })
  void leavesOutWhatBuildsAndThisMachineLeftThere(String path) throws IOException {
    file(path, "");
    file("src/x/__init__.py", "");
    assertThat(copied()).containsExactly("src/x/__init__.py");
  }

  /** The packages of the projects "build" and "virtualenv" are such. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/build/__init__.py",
        "src/app/dist/x.py",
        "app/target/aim.py",
        "build/__init__.py",
        "src/app/venv/x.py"
      })
  void copiesPackagesThatAreCalledLikeAFolderOfBuilds(String path) throws IOException {
    file(path, "");
    assertThat(copied()).containsExactly(path);
  }

  @Test
  void copiesWhatLinksPointAt() throws IOException {
    Files.createDirectories(dir.resolve("shared"));
    Files.writeString(dir.resolve("shared/data.txt"), "data");
    file("a.py", "a");
    Files.createSymbolicLink(project.resolve("b.py"), Path.of("a.py"));
    Files.createSymbolicLink(project.resolve("shared"), Path.of("../shared"));
    Files.createSymbolicLink(project.resolve("gone"), Path.of("nowhere"));
    assertThat(copied()).containsExactly("a.py", "b.py", "gone", "shared/data.txt");
    assertThat(dir.resolve("copy/shared/data.txt")).hasContent("data");
  }

  @Test
  void saysThatThereIsNoPyproject() {
    assertThatThrownBy(() -> folder().system())
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("has no pyproject.toml")
        .hasMessageContaining("-Dwee.wheelSource");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setuptools>=61 | setuptools-80.9.0-py3-none-any.whl",
        "setuptools ; python_version < '3' | other-1-py3-none-any.whl",
        "Flit_Core >=3.2,<4 | flit_core-3.12.0-py3-none-any.whl"
      })
  void isContentWhereItsBuildHasAllItNeeds(String require, String wheel) throws IOException {
    needs(require);
    check(folder(tools(wheel)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setuptools>=81 | setuptools-80.9.0-py3-none-any.whl",
        "hatchling | setuptools-80.9.0-py3-none-any.whl",
        "setuptools | setuptools-80.9.0-cp312-cp312-manylinux_2_17_x86_64.whl"
      })
  void namesWhatItsBuildLacks(String require, String wheel) throws IOException {
    needs(require);
    Path tools = tools(wheel);
    assertThatThrownBy(() -> check(folder(tools)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("needs " + require.strip())
        .hasMessageContaining(tools.toString())
        .hasMessageContaining("<buildWheels>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-1-cp313-cp313-manylinux_2_17_x86_64.whl",
        "x-1-py3-none-linux_x86_64.whl",
        "x-1-cp313-none-any.whl"
      })
  void refusesAWheelForOneKindOfMachineAlone(String wheel) {
    assertThatThrownBy(() -> folder().requirePure(Wheel.parse(wheel).orElseThrow()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(wheel)
        .hasMessageContaining("py3-none-any");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-1-py3-none-any.whl", "x-1-py2.py3-none-any.whl"})
  void takesAWheelForEveryMachine(String wheel) {
    folder().requirePure(Wheel.parse(wheel).orElseThrow());
  }

  @Test
  void takesAWheelOnceThatTwoFoldersHaveUnlessTheyDiffer() throws IOException {
    Path one = TestWheels.module(dir.resolve("a"), "tool", "1", "py3-none-any", "x = 1\n");
    Path other = TestWheels.module(dir.resolve("b"), "tool", "1", "py3-none-any", "x = 1\n");
    ProjectFolder folder = folder(dir.resolve("a"), dir.resolve("b"));

    assertThat(folder.wheels(TARGET, new FolderFetcher())).hasSize(1);
    TestWheels.module(dir.resolve("b"), "tool", "1", "py3-none-any", "x = 2\n");
    assertThatThrownBy(() -> folder.wheels(TARGET, new FolderFetcher()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("two wheels tool-1-py3-none-any.whl")
        .hasMessageContaining(one.toString())
        .hasMessageContaining(other.toString());
  }

  private void needs(String require) throws IOException {
    file(
        "pyproject.toml",
        "[build-system]\nrequires = [\"%s\"]\nbuild-backend = \"setuptools.build_meta\"\n"
            .formatted(require.strip()));
  }

  private Path tools(String wheel) throws IOException {
    Path tools = Files.createDirectories(dir.resolve("tools"));
    Files.write(tools.resolve(wheel.strip()), new byte[0]);
    return tools;
  }
}
