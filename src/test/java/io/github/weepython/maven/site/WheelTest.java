package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of wheels (binary distribution format, packaging.python.org). */
class WheelTest {
  private static final List<String> PYTHONS = List.of("py3", "py2.py3", "cp313", "cp39.cp310");
  private static final List<String> PLATFORMS =
      List.of("any", "manylinux_2_17_x86_64.manylinux2014_x86_64", "linux_aarch64");

  /** As projects publish them. */
  @ParameterizedTest
  @CsvSource({
    "requests-2.32.3-py3-none-any.whl, requests, 2.32.3",
    "Flask_Cors-4.0.0-py2.py3-none-any.whl, flask-cors, 4.0.0",
    "zope.interface-6.4-cp313-cp313-manylinux_2_17_x86_64.whl, zope-interface, 6.4",
    "torch-2.1.0+cpu-cp311-cp311-linux_x86_64.whl, torch, 2.1.0+cpu",
    "pywin-1.0-1-cp39-none-win_amd64.whl, pywin, 1.0",
    "x-1!2.0-12abc-py3-none-any.whl, x, 1!2.0"
  })
  void hasTheProjectAndItsVersion(String name, String project, String version) {
    assertThat(Wheel.parse(name))
        .hasValueSatisfying(
            wheel -> {
              assertThat(wheel.project()).isEqualTo(project);
              assertThat(wheel.version()).isEqualTo(version);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x.whl",
        "x-1.0.whl",
        "x-1.0-py3-none.whl",
        "x-1.0-py3-none-any.zip",
        "a/x-1.0-py3-none-any.whl",
        "x-1.0-build-py3-none-any.whl",
        "x-1.0.tar.gz",
        "x-1.0-py3-none-any.whl.metadata"
      })
  void isNoOtherFile(String name) {
    assertThat(Wheel.parse(name)).isEmpty();
  }

  @Test
  void isReadBackFromItsParts() {
    Property.holds(
        300,
        random -> {
          String python = one(random, PYTHONS);
          String platform = one(random, PLATFORMS);
          String build = random.nextBoolean() ? "-" + random.nextInt(9) + "x" : "";
          String name = "My_Proj-1.%d%s-%s-abi3-%s.whl";
          Wheel wheel =
              Wheel.parse(name.formatted(random.nextInt(99), build, python, platform))
                  .orElseThrow();
          assertThat(wheel.project()).isEqualTo("my-proj");
          assertThat(String.join(".", wheel.pythons())).isEqualTo(python);
          assertThat(wheel.abis()).containsExactly("abi3");
          assertThat(String.join(".", wheel.platforms())).isEqualTo(platform);
        });
  }

  private static String one(Random random, List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A calendar's zeros are in what people write, and not in file names. */
  @ParameterizedTest
  @CsvSource({
    "2024.8.30, 2024.08.30",
    "1.0, 1",
    "1.0.0, 1.0",
    "1.0rc1, 1.0.RC1",
    "1.0.post1, 1.0-1",
    "2.0.dev3, 2.0-dev3",
    "1.0+cpu, 1.0+CPU",
    "no.version, No.Version"
  })
  void isOfTheVersionThatWasWrittenOtherwise(String inName, String written) {
    assertThat(Wheel.sameVersion(inName, written)).isTrue();
    assertThat(Wheel.sameVersion(written, inName)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.1", "1.0, 1.0.post1", "1.0, 1.0+cpu", "1.0rc1, 1.0", "1!1.0, 1.0", "1.0, x"})
  void isOfNoOtherVersion(String inName, String written) {
    assertThat(Wheel.sameVersion(inName, written)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Flask_Cors, flask-cors", "zope.interface, zope-interface", "A--_.b, a-b", "x, x"})
  void hasOneSpellingOfAName(String written, String normalized) {
    assertThat(Wheel.normalized(written)).isEqualTo(normalized);
    assertThat(Wheel.normalized(normalized)).isEqualTo(normalized);
  }
}
