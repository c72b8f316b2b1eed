package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code <project>} of {@code <site>}: a wheel, or a folder of wheels. */
final class ProjectWheels {
  private ProjectWheels() {}

  /**
   * The wheels, by name.
   *
   * @throws SpecException when there are none
   */
  static List<ProjectWheel> in(Path place) {
    List<Path> files = Files.isDirectory(place) ? wheels(place) : List.of(place);
    if (files.isEmpty() || !Files.exists(place)) {
      throw new SpecException(
          ("<project> of <site> is %s, which has no wheel. Make one before wee:build:"
                  + " python -m build --wheel, uv build and wee:wheel do.")
              .formatted(place));
    }
    return files.stream()
        .map(file -> new ProjectWheel(file, String.valueOf(file.getFileName()), true))
        .toList();
  }

  private static List<Path> wheels(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".whl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
