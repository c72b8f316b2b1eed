package io.github.weepython.maven.imagediff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.bench.BenchmarkTimes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpeedDiffTest {
  private static Optional<BenchmarkTimes> times(String cpu, Map<String, Double> seconds) {
    return Optional.of(new BenchmarkTimes("sha256:" + "ab".repeat(32), cpu, seconds));
  }

  @Test
  void namesTheBenchmarksThatAreFarFromLevelFastestFirst() {
    assertThat(
            SpeedDiff.lines(
                times("A", Map.of("calls", 1.0, "json", 1.0, "regex", 1.0, "gone", 1.0)),
                times("A", Map.of("calls", 1.25, "json", 0.8, "regex", 1.02, "new", 1.0))))
        .containsExactly(
            "speed: 0.993 times as fast (geometric mean of 3 benchmarks, measured apart on A)",
            "benchmark faster: json, 1.250 times as fast",
            "benchmark slower: calls, 0.800 times as fast");
  }

  @Test
  void isSilentWhereNobodyMeasured() {
    assertThat(SpeedDiff.lines(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void comparesOnlyWhatCanBeCompared() {
    Optional<BenchmarkTimes> some = times("A", Map.of("calls", 1.0));
    assertThat(SpeedDiff.lines(Optional.empty(), some))
        .containsExactly(
            "speed is not compared: only the newer image has benchmarks (mvn wee:benchmark)");
    assertThat(SpeedDiff.lines(some, times("B", Map.of("calls", 1.0))))
        .containsExactly("speed is not compared: measured on B, was on A");
    assertThat(SpeedDiff.lines(some, times("", Map.of("calls", 1.0))))
        .containsExactly("speed is not compared: measured on an unknown CPU, was on A");
    assertThat(SpeedDiff.lines(some, times("A", Map.of("json", 1.0))))
        .containsExactly("speed is not compared: both images have no benchmark in common");
  }

  /** As every arm64 machine's once was. */
  @Test
  void doesNotTakeTwoUnknownProcessorsForTheSame() {
    Optional<BenchmarkTimes> unknown = times("unknown", Map.of("calls", 1.0));
    assertThat(SpeedDiff.lines(unknown, unknown))
        .containsExactly(
            "speed is not compared: measured on an unknown CPU, was on an unknown CPU");
  }
}
