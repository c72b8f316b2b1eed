package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "1build-py3-none-any"
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
