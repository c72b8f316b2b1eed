package io.github.weepython.maven.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Files added up by what they belong to. */
final class Groups {
  private Groups() {}

  /** A layer's packages and modules, the largest first. */
  static List<Part> of(MeasuredImage image, MeasuredLayer layer) {
    return sum(layer.files(), path -> group(image, path));
  }

  private static String group(MeasuredImage image, String path) {
    return Modules.of(path)
        .or(() -> image.packages().ownerOf(path))
        .orElse(path.startsWith("var/lib/dpkg/") ? "(dpkg records)" : "(written by wee)");
  }

  static List<Part> sum(List<Part> files, Function<String, String> name) {
    Map<String, Part> sums = new TreeMap<>();
    files.forEach(f -> sums.merge(name.apply(f.name()), f.named(name.apply(f.name())), Part::plus));
    return sums.values().stream()
        .sorted(Comparator.comparingDouble(Part::packed).reversed().thenComparing(Part::name))
        .toList();
  }
}
