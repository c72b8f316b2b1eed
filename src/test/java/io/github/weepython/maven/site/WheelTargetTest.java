package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelTargetTest {
  private static boolean fits(String python, String architecture, int glibc, String tag) {
    Wheel wheel = Wheel.parse("spam-1.0-" + tag + ".whl").orElseThrow();
    return new WheelTarget(
            PythonVersion.parse(python), Architecture.of(architecture).orElseThrow(), glibc)
        .fits(wheel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "py3-none-any",
        "py2.py3-none-any",
        "py36-none-any",
        "py313-none-any",
        "cp313-none-any",
        "cp313-cp313-linux_x86_64",
        "cp313-cp313-manylinux1_x86_64",
        "cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64",
        "cp313-cp313-manylinux_2_41_x86_64",
        "cp37-abi3-manylinux_2_28_x86_64",
        "cp36.cp313-abi3-musllinux_1_2_x86_64.manylinux_2_5_x86_64",
        "1build-py3-none-any",
        "Py3-None-Any"
      })
  void takesWhatPipTakesFor313OnTrixie(String tag) {
    assertThat(fits("3.13.5", "amd64", 41, tag)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "py2-none-any",
        "py314-none-any",
        "cp312-none-any",
        "cp312-cp312-manylinux_2_17_x86_64",
        "cp313-cp313t-manylinux_2_17_x86_64",
        "cp314-abi3-manylinux_2_17_x86_64",
        "pp310-pypy310_pp73-manylinux_2_17_x86_64",
        "cp313-cp313-manylinux_2_42_x86_64",
        "cp313-cp313-manylinux_2_17_aarch64",
        "cp313-cp313-musllinux_1_2_x86_64",
        "cp313-cp313-macosx_11_0_arm64",
        "cp313-cp313-win_amd64"
      })
  void refusesWhatPipRefuses(String tag) {
    assertThat(fits("3.13.5", "amd64", 41, tag)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2.7.18,amd64,31,cp27-cp27mu-manylinux1_x86_64,true",
    "2.7.18,amd64,31,py2-none-any,true",
    "2.7.18,amd64,31,py3-none-any,false",
    "3.7.17,amd64,31,cp37-cp37m-manylinux2010_x86_64,true",
    "3.9.2,arm64,31,cp39-cp39-manylinux2014_aarch64,true",
    "3.9.2,arm64,31,cp39-cp39-manylinux_2_34_aarch64,false"
  })
  void knowsOtherVersionsAndMachines(
      String python, String architecture, int glibc, String tag, boolean fits) {
    assertThat(fits(python, architecture, glibc, tag)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "3.14.7,cp314-cp314t-manylinux_2_28_x86_64,true",
    "3.14.7,cp314-cp314-manylinux_2_28_x86_64,false",
    "3.14.7,cp313-cp313t-manylinux_2_28_x86_64,false",
    "3.14.7,cp38-abi3-manylinux_2_28_x86_64,false",
    "3.14.7,py3-none-any,true",
    "3.14.7,cp314-none-any,true",
    "3.15.0rc2,cp315-abi3t-manylinux_2_28_x86_64,true",
    "3.15.0rc2,cp315-abi3.abi3t-manylinux_2_28_x86_64,true",
    "3.15.0rc2,cp315-abi3-manylinux_2_28_x86_64,false"
  })
  void takesExtensionsThatNeedNoGlobalLock(String python, String tag, boolean fits) {
    Wheel wheel = Wheel.parse("spam-1.0-" + tag + ".whl").orElseThrow();
    WheelTarget target = new WheelTarget(PythonVersion.parse(python), Architecture.AMD64, 41, true);

    assertThat(target.fits(wheel)).isEqualTo(fits);
    assertThat(target.toString()).contains(python.substring(0, 4) + "t on amd64");
  }

  private static Wheel tagged(String tag) {
    return Wheel.parse("spam-1.0-" + tag + ".whl").orElseThrow();
  }

  private static Stream<String> orders() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/site/packaging-tags.txt")).stream()
        .filter(line -> line.startsWith("target "));
  }

  /** Each line is a Python, a machine, whether it is free-threaded, and tags, the best first. */
  @ParameterizedTest
  @MethodSource("orders")
  void prefersWhatPipPrefers(String line) {
    List<String> words = List.of(line.split(" "));
    WheelTarget target =
        new WheelTarget(
            PythonVersion.parse(words.get(1)),
            Architecture.of(words.get(2)).orElseThrow(),
            41,
            words.get(3).equals("t"));
    List<Wheel> wheels = words.stream().skip(4).map(WheelTargetTest::tagged).toList();
    assertThat(wheels).hasSizeGreaterThan(50).allMatch(target::fits);
    for (int i = 0; i < wheels.size(); i++) {
      for (int j = 0; j < wheels.size(); j++) {
        assertThat(target.prefers(wheels.get(i), wheels.get(j)))
            .as("%s rather than %s", wheels.get(i).name(), wheels.get(j).name())
            .isEqualTo(i < j);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cp312.cp313-abi3-linux_x86_64, cp312-abi3-manylinux_2_17_x86_64, true",
    "2-py3-none-any, 1-py3-none-any, true",
    "10-py3-none-any, 9-py3-none-any, true",
    "1-py3-none-any, 1a-py3-none-any, false",
    "1b-py3-none-any, 1a-py3-none-any, true",
    "1-py3-none-any, py3-none-any, true",
    "py3-none-any, 0-py3-none-any, false",
    "99999999999999999999-py3-none-any, cp313-none-any, false"
  })
  void takesTheBestOfSeveralTagsThenTheHighestBuild(String one, String other, boolean prefers) {
    WheelTarget target = new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);
    assertThat(target.prefers(tagged(one), tagged(other))).isEqualTo(prefers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "py3-none-manylinux_2_99999999999_x86_64",
        "py3-none-manylinux99999999999_x86_64",
        "py399999999999-none-any",
        "cp399999999999-abi3-linux_x86_64"
      })
  void aNumberBeyondAllMeasureFitsNothing(String tag) {
    assertThat(fits("3.13.5", "amd64", 41, tag)).isFalse();
  }

  @Test
  void readsTheNamesOfWheelsOnly() {
    Wheel wheel = Wheel.parse("Foo.Bar_baz-1.0.0+cu12-py3-none-any.whl").orElseThrow();
    assertThat(wheel.project()).isEqualTo("foo-bar-baz");
    assertThat(wheel.isVersion("1.0+cu12")).isTrue();
    assertThat(wheel.isVersion("1.0+cu11")).isFalse();
    assertThat(wheel.isVersion("1.0")).isFalse();
    assertThat(Wheel.parse("a-1.0-py3-none-any.whl").orElseThrow().isVersion("1")).isTrue();
    assertThat(Wheel.parse("spam-1.0.tar.gz")).isEmpty();
    assertThat(Wheel.parse("spam.whl")).isEmpty();
  }
}
