package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions and specifiers beside what Python's own library "packaging" says of them. */
class PackagingTableTest {
  private static final Path TABLE = Path.of("src/test/resources/site/packaging.txt");

  private static Stream<String> lines(String first) {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> line.startsWith(first))
          .map(line -> line.substring(first.length()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> words(String first) {
    return List.of(lines(first).findFirst().orElseThrow().split(" "));
  }

  private static final List<String> VERSIONS = words("versions ");

  @Test
  void putsEveryTwoVersionsInTheSameOrder() {
    List<String> order = words("order ");
    for (int i = 0; i < VERSIONS.size(); i++) {
      int between = 0;
      for (int j = i + 1; j < VERSIONS.size(); j++) {
        between = order.get(j - 1).equals("<") ? -1 : between;
        PackageVersion left = version(VERSIONS.get(i));
        PackageVersion right = version(VERSIONS.get(j));
        assertThat(Integer.signum(left.compareTo(right)))
            .as("%s and %s", left, right)
            .isEqualTo(between);
        assertThat(Integer.signum(right.compareTo(left))).isEqualTo(-between);
        assertThat(left.equals(right)).isEqualTo(between == 0);
        assertThat(between < 0 || left.hashCode() == right.hashCode()).isTrue();
      }
    }
  }

  private static Stream<String> texts() {
    return lines("version\t");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void knowsWhatIsAVersion(String line) {
    String[] row = line.split("\t", -1);
    assertThat(PackageVersion.parse(row[1]).isPresent()).isEqualTo(row[0].equals("valid"));
  }

  private static Stream<String> specifiers() {
    return lines("specifier\t");
  }

  @ParameterizedTest
  @MethodSource("specifiers")
  void admitsTheSameVersions(String line) {
    String[] row = line.split("\t", -1);
    Optional<VersionSpecifier> specifier = VersionSpecifier.parse(row[0]);
    String admits =
        specifier
            .map(
                known ->
                    String.join(
                        "",
                        VERSIONS.stream()
                            .map(text -> known.admits(version(text)) ? "1" : "0")
                            .toList()))
            .orElse("invalid");
    assertThat(differences(admits, row[1])).as(row[0]).isEmpty();
  }

  private static List<String> differences(String found, String wanted) {
    if (found.length() != wanted.length()) {
      return List.of("found " + found + ", wanted " + wanted);
    }
    return java.util.stream.IntStream.range(0, wanted.length())
        .filter(at -> found.charAt(at) != wanted.charAt(at))
        .mapToObj(at -> VERSIONS.get(at) + ": " + found.charAt(at))
        .toList();
  }

  /** Where all of it is one order, sorting by it gives one result. */
  @Test
  void ordersAnyThreeVersionsWithoutContradiction() {
    Property.holds(
        2000,
        random -> {
          String[] all = VERSIONS.toArray(String[]::new);
          PackageVersion a = version(Property.any(random, all));
          PackageVersion b = version(Property.any(random, all));
          PackageVersion c = version(Property.any(random, all));
          if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).as("%s <= %s <= %s", a, b, c).isLessThanOrEqualTo(c);
          }
        });
  }

  private static PackageVersion version(String text) {
    return PackageVersion.parse(text).orElseThrow(() -> new AssertionError(text));
  }
}
