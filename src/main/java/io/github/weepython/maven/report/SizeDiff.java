package io.github.weepython.maven.report;

import io.github.weepython.maven.HumanSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What made an image larger: layers, and in them packages and modules. */
public final class SizeDiff {
  private static final int LINES = 10;

  private SizeDiff() {}

  /**
   * The layers, packages and modules that grew most, one line each.
   *
   * @param now an image's folder, as {@code build} writes it
   * @param before the same of an earlier image; without one the largest are named
   */
  public static List<String> lines(Path now, Optional<Path> before) {
    Map<String, Double> sizes = sizes(ImageReader.read(now));
    Map<String, Double> earlier =
        before.map(ImageReader::read).map(SizeDiff::sizes).orElse(Map.of());
    Set<String> names = new HashSet<>(sizes.keySet());
    names.addAll(earlier.keySet());
    List<String> lines = new ArrayList<>();
    names.stream()
        .filter(name -> growth(name, sizes, earlier) >= 1)
        .sorted(
            Comparator.comparingDouble((String name) -> growth(name, sizes, earlier))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(LINES)
        .forEach(name -> lines.add(line(name, sizes, earlier)));
    return lines;
  }

  private static String line(String name, Map<String, Double> now, Map<String, Double> before) {
    double bytes = now.getOrDefault(name, 0.0);
    if (before.isEmpty()) {
      return name + ": " + HumanSize.kilobytes(bytes);
    }
    return before.containsKey(name)
        ? "%s: %s, now %s"
            .formatted(
                name, HumanSize.growth(growth(name, now, before)), HumanSize.kilobytes(bytes))
        : "%s: new, %s".formatted(name, HumanSize.kilobytes(bytes));
  }

  private static double growth(String name, Map<String, Double> now, Map<String, Double> before) {
    return now.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }

  private static Map<String, Double> sizes(MeasuredImage image) {
    Map<String, Double> sizes = new TreeMap<>();
    for (MeasuredLayer layer : image.layers()) {
      sizes.put("layer " + layer.title(), (double) layer.packed());
      for (SizeEntry part : SizeGroups.of(image, layer)) {
        sizes.merge(layer.title() + ", " + part.name(), part.packed(), Double::sum);
      }
    }
    return sizes;
  }
}
