package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
  private static final Marker.Environment HERE =
      Marker.Environment.of(
          new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.ARM64, 41),
          Set.of("fast-json"),
          Set.of("test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python_version >= '3.9'",
        "python_version in '3.12 3.13'",
        "python_full_version < '3.13.6' and sys_platform == 'linux'",
        "os_name == \"posix\" and (platform_machine == 'x86_64' or platform_machine == 'aarch64')",
        "sys_platform == 'win32' and os_name == 'nt' or implementation_name == 'cpython'",
        "'linux' in sys_platform",
        "'win' not in sys_platform",
        "'3.10' < python_version",
        "python_implementation == 'CPython'",
        "os.name == 'posix'",
        "'fast_json' in extras",
        "'test' in dependency_groups and 'docs' not in dependency_groups",
        "platform_release >= ''"
      })
  void holds(String marker) {
    assertThat(Marker.holds(marker, HERE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python_version < '3.9'",
        "sys_platform == 'win32'",
        "platform_machine == 'x86_64'",
        "python_version == '3.13' and platform_python_implementation == 'PyPy'",
        "'slow' in extras",
        "(os_name == 'nt' or sys_platform == 'darwin') and python_version >= '3'"
      })
  void doesNotHold(String marker) {
    assertThat(Marker.holds(marker, HERE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "python_version >= | a variable or a quoted text is missing",
        "python_version '3' | a comparison is missing",
        "(os_name == 'nt' | a closing bracket is missing",
        "shell == 'bash' | there is no variable 'shell'",
        "os_name == 'nt' os_name | unexpected 'os_name'",
        "os_name ~= 'nt' | '~=' compares versions only",
        "'x' == extras | only in and not in apply",
        "os_name == 'nt' & 1 | unexpected '& 1'"
      })
  void saysWhatIsWrong(String marker, String why) {
    assertThatThrownBy(() -> Marker.holds(marker, HERE))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("The marker \"" + marker + "\" can't be evaluated: ")
        .hasMessageContaining(why);
  }

  private static Stream<String> table() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/site/markers.txt")).stream()
        .filter(line -> !line.startsWith("#"));
  }

  /** As pip's own library "packaging" says on such a machine. */
  @ParameterizedTest
  @MethodSource("table")
  void holdsWherePackagingSaysSo(String line) {
    String[] row = line.split("\t");
    Marker.Environment environment =
        Marker.Environment.ofRequirements(
            new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.ARM64, 41));
    assertThat(Marker.holds(row[1], environment)).isEqualTo(Boolean.valueOf(row[0]));
  }
}
