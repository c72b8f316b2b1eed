package io.github.weepython.maven;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations as people write them: "59.8 s", "10 min", "1 h 30 min". */
public final class HumanDuration {
  private HumanDuration() {}

  /** The two largest units; below a minute, seconds to the tenth. */
  public static String of(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
          .replace(".0 s", " s");
    }
    List<String> parts = new ArrayList<>();
    add(parts, seconds / 86_400, "d");
    add(parts, seconds / 3600 % 24, "h");
    add(parts, seconds / 60 % 60, "min");
    add(parts, seconds % 60, "s");
    return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit);
    }
  }
}
