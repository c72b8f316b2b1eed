package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PythonVersionTest {
  @Test
  void ordersAsPep440Does() {
    List<PythonVersion> ordered =
        Stream.of(
                "2.7.18",
                "3.9.22",
                "3.10.0a1",
                "3.10.0a2",
                "3.10.0a10",
                "3.10.0b1",
                "3.10.0b9",
                "3.10.0b10",
                "3.10.0rc1",
                "3.10.0rc2",
                "3.10.0rc10",
                "3.10.0rc11",
                "3.10.0",
                "3.10.1rc1",
                "3.10.1",
                "3.10.2",
                "3.10.10",
                "3.11.0a1")
            .map(PythonVersion::parse)
            .toList();
    List<PythonVersion> shuffled = ordered.stream().collect(Collectors.toList());
    Collections.shuffle(shuffled, new Random(22));

    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ordered);
  }

  @Test
  void isOrderedAsItIsEqual() {
    assertThat(PythonVersion.parse("3.15.0rc2"))
        .isEqualByComparingTo(PythonVersion.parse("3.15.0rc2"));
    assertThat(PythonVersion.parse("3.15.0rc2"))
        .isNotEqualByComparingTo(PythonVersion.parse("3.15.0b2"));
  }
}
