package io.github.weepython.maven.rebuild;

import io.github.weepython.maven.archive.ArchiveException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where two layers part. */
public final class LayerDifference {
  private LayerDifference() {}

  /**
   * The first path, in their order, at which they differ.
   *
   * @param expected a layer's blob, perhaps damaged
   * @param found another one
   * @return nothing when they differ in how they are packed alone
   * @throws IOException when the other one can't be read
   */
  public static Optional<String> first(Path expected, Path found) throws IOException {
    Map<String, FileSummary> now = new LinkedHashMap<>();
    FileSummary.read(found, now);
    Map<String, FileSummary> before = new LinkedHashMap<>();
    try {
      FileSummary.read(expected, before);
    } catch (IOException | ArchiveException e) {
      return Optional.of(damage(before, now, String.valueOf(e.getMessage())));
    }
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(now.keySet());
    return first(paths, before, now);
  }

  /** A file that was damaged before the place where reading ended, else the one at that place. */
  private static String damage(
      Map<String, FileSummary> before, Map<String, FileSummary> now, String why) {
    return first(before.keySet(), before, now)
        .orElseGet(
            () ->
                now.keySet().stream()
                        .filter(path -> !before.containsKey(path))
                        .findFirst()
                        .map("/%s can't be read: "::formatted)
                        .orElse("its end can't be read: ")
                    + why);
  }

  private static Optional<String> first(
      Set<String> paths, Map<String, FileSummary> before, Map<String, FileSummary> now) {
    for (String path : paths) {
      FileSummary one = before.get(path);
      FileSummary other = now.get(path);
      if (one == null || other == null) {
        return Optional.of(
            "/%s is %s".formatted(path, one == null ? "new in the rebuild" : "not in the rebuild"));
      }
      Optional<String> difference = one.difference(other);
      if (difference.isPresent()) {
        return Optional.of("/%s has %s".formatted(path, difference.get()));
      }
    }
    return Optional.empty();
  }
}
