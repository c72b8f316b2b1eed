package io.github.weepython.maven.spec;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder or file of this machine in a running image.
 *
 * @param from it exists
 * @param to absolute, in the image
 */
public record Mount(Path from, String to) {
  public Mount {
    if (!Files.exists(from)) {
      throw new SpecException(
          "<mounts> of <run> or -Dwee.run.mounts names %s, which does not exist.".formatted(from));
    }
    if (!to.matches("(/[^/]+)+") || to.matches(".*/\\.\\.?(/.*)?")) {
      throw refused(from + ":" + to);
    }
  }

  /**
   * @param text such as {@code src/main/python:/app}
   * @param folder what a relative path is below
   * @throws SpecException for anything else
   */
  public static Mount parse(String text, Path folder) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw refused(text);
    }
    return new Mount(
        folder.resolve(text.substring(0, colon)).toAbsolutePath().normalize(),
        text.substring(colon + 1));
  }

  private static SpecException refused(String text) {
    return new SpecException(
        "<mounts> of <run> or -Dwee.run.mounts has '%s': expected a folder of the project and its place in the image, such as src/main/python:/app."
            .formatted(text));
  }
}
