package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.bench.BenchmarkTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How fast an image is beside another, by what {@code wee:benchmark} has measured of both. */
final class SpeedDiff {
  /** A benchmark's times differ by less from one run to the next. */
  private static final double NOTABLE = 0.05;

  private SpeedDiff() {}

  /** The mean, and each benchmark that is far from level; none where neither was measured. */
  static List<String> lines(Optional<BenchmarkTimes> before, Optional<BenchmarkTimes> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return List.of();
    }
    if (before.isEmpty() || after.isEmpty()) {
      return List.of(
          "speed is not compared: only the %s image has benchmarks (mvn wee:benchmark)"
              .formatted(before.isEmpty() ? "newer" : "older"));
    }
    if (!before.get().cpu().equals(after.get().cpu())) {
      return List.of(
          "speed is not compared: measured on %s, was on %s"
              .formatted(after.get().cpu(), before.get().cpu()));
    }
    Map<String, Double> ratios = ratios(before.get(), after.get());
    return ratios.isEmpty()
        ? List.of("speed is not compared: both images have no benchmark in common")
        : lines(ratios, after.get().cpu());
  }

  private static List<String> lines(Map<String, Double> ratios, String cpu) {
    List<String> lines = new ArrayList<>();
    double mean = Math.exp(ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
    lines.add(
        "speed: %.3f times as fast (geometric mean of %d benchmarks, measured apart on %s)"
            .formatted(mean, ratios.size(), cpu));
    ratios.entrySet().stream()
        .filter(each -> Math.abs(Math.log(each.getValue())) > Math.log1p(NOTABLE))
        .sorted(Collections.reverseOrder(Map.Entry.comparingByValue()))
        .forEach(
            each ->
                lines.add(
                    "benchmark %s: %s, %.3f times as fast"
                        .formatted(
                            each.getValue() > 1 ? "faster" : "slower",
                            each.getKey(),
                            each.getValue())));
    return lines;
  }

  private static Map<String, Double> ratios(BenchmarkTimes before, BenchmarkTimes after) {
    Map<String, Double> ratios = new TreeMap<>();
    before
        .seconds()
        .forEach(
            (name, seconds) ->
                Optional.ofNullable(after.seconds().get(name))
                    .ifPresent(now -> ratios.put(name, seconds / now)));
    return ratios;
  }
}
