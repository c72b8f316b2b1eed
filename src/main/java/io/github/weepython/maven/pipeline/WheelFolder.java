package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.site.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with the wheels of one Maven run, which {@code <project>} of {@code <site>} takes whole:
 * what an earlier version or name of the project left there would be installed too.
 *
 * @param kept wheels that this run made before
 */
record WheelFolder(Path folder, Set<Path> kept) {
  WheelFolder {
    kept = Set.copyOf(kept);
  }

  /** Puts a wheel there, and removes those of earlier runs. */
  Path add(Wheel.OnDisk built) throws IOException {
    Files.createDirectories(folder);
    Path wheel = folder.resolve(built.wheel().name());
    for (Path other : wheels()) {
      if (!other.equals(wheel) && !kept.contains(other)) {
        Files.delete(other);
      }
    }
    return Files.copy(built.file(), wheel, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> wheels() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".whl")).toList();
    }
  }
}
