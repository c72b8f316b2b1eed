package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.bench.BenchmarkTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
    if (!before.get().knowsCpu() || !before.get().cpu().equals(after.get().cpu())) {
      return List.of(
          "speed is not compared: measured on %s, was on %s"
              .formatted(cpu(after.get()), cpu(before.get())));
    }
    Map<String, Double> ratios = ratios(before.get(), after.get());
    return ratios.isEmpty()
        ? List.of("speed is not compared: both images have no benchmark in common")
        : lines(ratios, after.get().cpu());
  }

  private static String cpu(BenchmarkTimes times) {
    return times.knowsCpu() ? times.cpu() : "an unknown CPU";
  }

  private static List<String> lines(Map<String, Double> ratios, String cpu) {
    List<String> lines = new ArrayList<>();
    double mean = Math.exp(ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
    lines.add(
        "speed: %s (geometric mean of %d benchmarks, measured apart on %s)"
            .formatted(times(mean), ratios.size(), cpu));
    ratios.entrySet().stream()
        .filter(each -> Math.abs(Math.log(each.getValue())) > Math.log1p(NOTABLE))
        .sorted(Collections.reverseOrder(Map.Entry.comparingByValue()))
        .forEach(
            each ->
                lines.add(
                    "benchmark %s: %s, %s"
                        .formatted(
                            each.getValue() > 1 ? "faster" : "slower",
                            each.getKey(),
                            times(each.getValue()))));
    return lines;
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.3f times as fast", ratio);
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
