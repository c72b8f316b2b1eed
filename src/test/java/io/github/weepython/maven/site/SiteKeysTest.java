package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which layers are made anew where a wheel changed. */
class SiteKeysTest extends SiteInputsRig {
  @Test
  void theKeyTellsWheelsOfTheSameNameApart() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    String before = fromHouse().key();
    assertThat(fromHouse().key()).isEqualTo(before);
    TestWheels.module(dir.resolve("house"), "spam", "1.0", "py3-none-any", "x = 2\n");
    assertThat(fromHouse().key()).isNotEqualTo(before);
  }

  private String keyOfBig(Path... others) throws IOException {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    Path big =
        TestWheels.make(
            dir.resolve("all"),
            "big",
            "1.0",
            "py3-none-any",
            Map.of(
                "big.py", "",
                "tests/__init__.py", "",
                "big-1.0.data/scripts/tool", "#!python\n",
                "big-1.0.dist-info/entry_points.txt", "[console_scripts]\nbig = big:main\n"));
    for (Path file : Stream.concat(Stream.of(big), Stream.of(others)).toList()) {
      wheels.add(new Wheel.OnDisk(Wheel.parse(file.getFileName() + "").orElseThrow(), file, ""));
    }
    return new SiteInputs(wheels, "", false, true).key("big"::equals);
  }

  private SiteInputs withUnrecorded(String text) throws IOException {
    Path folder = dir.resolve("unrecorded");
    Path big =
        new WheelWriter("big", "1.0", "py3-none-any")
            .file("big.py", "")
            .unrecorded("left_out.py", text)
            .write(folder);
    Path small = TestWheels.module(folder, "small", "1.0", "py3-none-any", "");
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (Path file : List.of(big, small)) {
      wheels.add(new Wheel.OnDisk(Wheel.parse(file.getFileName() + "").orElseThrow(), file, ""));
    }
    return new SiteInputs(wheels, "", false, true);
  }

  /** They are in the layer of what is nobody's, whose key must then be of their wheel too. */
  @Test
  void theKeyOfWhatIsNobodysDependsOnWheelsWithFilesThatNoRecordNames() throws IOException {
    Predicate<String> rest = name -> !name.equals("big");
    String before = withUnrecorded("x = 1\n").key(rest);
    assertThat(withUnrecorded("x = 1\n").key(rest)).isEqualTo(before);
    assertThat(withUnrecorded("x = 2\n").key(rest)).isNotEqualTo(before);
    assertThat(withUnrecorded("x = 2\n").key("small"::equals))
        .isEqualTo(withUnrecorded("x = 1\n").key("small"::equals));
  }

  private Path zeta(String path, String text) throws IOException {
    return TestWheels.make(
        dir.resolve("all"), "zeta", "1.0", "py3-none-any", Map.of("zeta.py", "", path, text));
  }

  @Test
  void theKeyOfOneProjectDependsOnNoOther() throws IOException {
    String alone = keyOfBig();
    assertThat(keyOfBig(zeta("zeta/tests/__init__.py", ""))).isEqualTo(alone);
    assertThat(
            keyOfBig(zeta("zeta-1.0.dist-info/entry_points.txt", "[plugins]\nbig = zeta:main\n")))
        .isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tests/__init__.py",
        "zeta-1.0.data/purelib/big.py",
        "zeta-1.0.data/data/lib/python3.13/site-packages/big.py",
        "zeta-1.0.data/data/bin/tool",
        "zeta-1.0.data/scripts/big"
      })
  void theKeyOfOneProjectDependsOnThoseThatInstallAFileAtTheSamePlace(String path)
      throws IOException {
    String one = keyOfBig(zeta(path, "1"));
    assertThat(one).isNotEqualTo(keyOfBig());
    assertThat(keyOfBig(zeta(path, "2"))).isNotEqualTo(one);
  }

  @Test
  void theKeyOfOneProjectDependsOnThoseThatHaveAScriptOfTheSameName() throws IOException {
    String entryPoints = "[gui_scripts]\ntool = zeta:main\n";
    assertThat(keyOfBig(zeta("zeta-1.0.dist-info/entry_points.txt", entryPoints)))
        .isNotEqualTo(keyOfBig());
  }
}
