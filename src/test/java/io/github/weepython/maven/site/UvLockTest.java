package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A uv.lock in the form that uv 0.5 to 0.13 write. */
class UvLockTest {
  private static final String HASH =
      "hash = \"sha256:0000000000000000000000000000000000000000000000000000000000000000\", size ="
          + " 9";

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.11"
      resolution-markers = ["python_full_version >= '3.13'", "python_full_version < '3.13'"]

      [[package]]
      name = "app"
      version = "0.1.0"
      source = { editable = "." }
      dependencies = [
          { name = "numpy", version = "1.0", source = { registry = "https://i.example/simple" }, marker = "python_full_version < '3.13'" },
          { name = "numpy", version = "2.0", source = { registry = "https://i.example/simple" }, marker = "python_full_version >= '3.13'" },
          { name = "web", extra = ["fast"] },
          { name = "winonly", marker = "sys_platform == 'win32'" },
      ]

      [package.optional-dependencies]
      json = [{ name = "simple" }]

      [package.dev-dependencies]
      dev = [{ name = "tester" }]

      [[package]]
      name = "numpy"
      version = "1.0"
      source = { registry = "https://i.example/simple" }
      resolution-markers = ["python_full_version < '3.13'"]
      wheels = [{ url = "https://f.example/numpy-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", @ }]

      [[package]]
      name = "numpy"
      version = "2.0"
      source = { registry = "https://i.example/simple" }
      resolution-markers = ["python_full_version >= '3.13'"]
      sdist = { url = "https://f.example/numpy-2.0.tar.gz", @ }
      wheels = [
          { url = "https://f.example/numpy-2.0-cp313-cp313-manylinux_2_17_aarch64.whl", @ },
          { url = "https://f.example/numpy-2.0-cp313-cp313-manylinux_2_17_x86_64.whl", @ },
      ]

      [[package]]
      name = "web"
      version = "3"
      source = { registry = "https://i.example/simple" }
      dependencies = [{ name = "numpy", version = "2.0", source = { registry = "https://i.example/simple" }, marker = "python_full_version >= '3.13'" }]
      wheels = [{ url = "https://f.example/web-3-py3-none-any.whl", @ }]

      [package.optional-dependencies]
      fast = [{ name = "loop" }]

      [[package]]
      name = "loop"
      version = "1"
      source = { registry = "dist" }
      dependencies = [{ name = "web" }]
      wheels = [{ path = "loop-1-py3-none-any.whl", @ }]

      [[package]]
      name = "simple"
      version = "1"
      source = { url = "https://f.example/simple-1.tar.gz" }
      sdist = { @ }

      [[package]]
      name = "tester"
      version = "1"
      source = { git = "https://g.example/tester.git?rev=1#abc" }

      [[package]]
      name = "winonly"
      version = "1"
      source = { registry = "https://i.example/simple" }
      """
          .replace("@", HASH);

  @TempDir Path dir;

  private List<ChosenPackage> choose(
      String lock, String architecture, List<String> extras, String... groups) throws IOException {
    WheelTarget target =
        new WheelTarget(
            PythonVersion.parse("3.13.5"), Architecture.of(architecture).orElseThrow(), 41);
    return PyLock.read("<lock>", Files.writeString(dir.resolve("uv.lock"), lock), target, List.of())
        .choose(extras, groups.length == 0 ? Optional.empty() : Optional.of(List.of(groups)))
        .packages();
  }

  @Test
  void hasWhatTheProjectNeedsForThePlatformWithoutTheProject() throws IOException {
    assertThat(choose(LOCK, "amd64", List.of()))
        .extracting(chosen -> chosen.download().name())
        .containsExactly(
            "loop-1-py3-none-any.whl",
            "numpy-2.0-cp313-cp313-manylinux_2_17_x86_64.whl",
            "web-3-py3-none-any.whl");
    List<ChosenPackage> arm = choose(LOCK, "arm64", List.of("JSON"));
    assertThat(arm)
        .extracting(chosen -> chosen.download().name())
        .containsExactly(
            "loop-1-py3-none-any.whl",
            "numpy-2.0-cp313-cp313-manylinux_2_17_aarch64.whl",
            "simple-1.tar.gz",
            "web-3-py3-none-any.whl");
    assertThat(arm.get(0).download().uris().get(0).getPath())
        .isEqualTo(dir.resolve("dist/loop-1-py3-none-any.whl").toString());
    assertThat(arm.get(2).source()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'url = \"https://f.example/release-1.2.tar.gz\"', release-1.2.tar.gz, ''",
    "'url = \"https://f.example/v7.zip\", subdirectory = \"py\"', v7.zip, py",
    "'path = \"vendor/foo-main.tar.gz\"', foo-main.tar.gz, ''",
    "'path = \"vendor/simple-1.tar.gz\", subdirectory = \"a/b\"', simple-1.tar.gz, a/b"
  })
  void anArchiveByItsAddressMayHaveAnyName(String source, String file, String subdirectory)
      throws IOException {
    String lock = LOCK.replace("url = \"https://f.example/simple-1.tar.gz\"", source);

    List<ChosenPackage> chosen = choose(lock, "amd64", List.of("json"));

    assertThat(chosen)
        .filteredOn(found -> found.project().equals("simple"))
        .extracting(ChosenPackage::source)
        .containsExactly(Optional.of(new SourceArchive(file, "simple", "1", subdirectory)));
  }

  @Test
  void refusesALockThatWasMadeForOtherEnvironments() throws IOException {
    String arm =
        "supported-markers = [\"sys_platform == 'darwin'\", \"platform_machine == 'aarch64'\"]\n";
    String lock = LOCK.replaceFirst("\n(?=resolution)", "\n" + arm);

    assertThat(choose(lock, "arm64", List.of())).hasSize(3);
    assertThatThrownBy(() -> choose(lock, "amd64", List.of()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("was made for other environments than CPython 3.13 on amd64")
        .hasMessageContaining("sys_platform == 'darwin'");
  }

  @Test
  void saysWhatOnlyUvCanDo() {
    assertThatThrownBy(() -> choose(LOCK, "amd64", List.of(), "dev"))
        .hasMessageContaining("'tester' of <lock>")
        .hasMessageContaining("comes from the repository https://g.example/tester.git");
    assertThatThrownBy(() -> choose(LOCK, "amd64", List.of("yaml")))
        .hasMessageContaining("was made without the extra 'yaml'. It has: json.");
    assertThatThrownBy(
            () ->
                choose(
                    LOCK.replace("sys_platform == 'win32'", "extra == 'extra-3-app-a'"),
                    "amd64",
                    List.of()))
        .hasMessageContaining("uv export --format pylock.toml -o pylock.toml");
    assertThatThrownBy(() -> choose(LOCK.replace(">=3.11", ">=3.14"), "amd64", List.of()))
        .hasMessageContaining("requires Python >=3.14, and the image has 3.13.5");
  }

  @Test
  void aGroupMayNameTheProjectItself() throws IOException {
    String lock =
        LOCK.replace(
            "dev = [{ name = \"tester\" }]", "dev = [{ name = \"app\", extra = [\"json\"] }]");
    assertThat(choose(lock, "amd64", List.of(), "dev"))
        .extracting(ChosenPackage::project)
        .contains("numpy", "simple", "web")
        .doesNotContain("app");
  }
}
