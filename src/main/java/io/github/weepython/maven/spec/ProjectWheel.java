package io.github.weepython.maven.spec;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A wheel that the user's own build made, or that Maven resolved.
 *
 * @param file the wheel; its name counts for nothing, since Maven names artifacts otherwise
 * @param origin what messages call it, such as {@code com.example:web:whl:1.0}
 * @param own whether it is the project itself rather than something that it uses
 */
public record ProjectWheel(Path file, String origin, boolean own) {
  /**
   * Checks that the file is there.
   *
   * @throws SpecException when it is not
   */
  public ProjectWheel {
    if (!Files.isRegularFile(file)) {
      throw new SpecException(
          "The wheel %s (%s) is not a file. Make it before wee:build.".formatted(file, origin));
    }
  }
}
