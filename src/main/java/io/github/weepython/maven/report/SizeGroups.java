package io.github.weepython.maven.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Files added up by what they belong to. */
final class SizeGroups {
  private SizeGroups() {}

  /** A layer's packages and modules, the largest first. */
  static List<SizeEntry> of(MeasuredImage image, MeasuredLayer layer) {
    return sum(layer.files(), path -> group(image, path));
  }

  private static String group(MeasuredImage image, String path) {
    return ModuleClassifier.of(path)
        .or(() -> image.packages().ownerOf(path))
        .orElse(path.startsWith("var/lib/dpkg/") ? "(dpkg records)" : "(written by wee)");
  }

  static List<SizeEntry> sum(List<SizeEntry> files, Function<String, String> name) {
    Map<String, SizeEntry> sums = new TreeMap<>();
    files.forEach(
        f -> sums.merge(name.apply(f.name()), f.named(name.apply(f.name())), SizeEntry::plus));
    return sums.values().stream()
        .sorted(
            Comparator.comparingDouble(SizeEntry::packed).reversed().thenComparing(SizeEntry::name))
        .toList();
  }
}
