package io.github.weepython.maven.fuzz;

import io.github.weepython.maven.store.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that readers may write to. */
final class Scratch {
  private Scratch() {}

  static void removeTree(Path root) throws IOException {
    DiskTree.clear(root);
    Files.delete(root);
  }

  static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      if (!found.isEmpty()) {
        throw new AssertionError("written outside the root: " + found);
      }
    }
  }
}
