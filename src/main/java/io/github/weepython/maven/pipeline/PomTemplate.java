package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes a pom to start from. */
public final class PomTemplate {
  private PomTemplate() {}

  /**
   * Writes {@code pom.xml}.
   *
   * @param python a release, or the series whose newest release each build takes
   * @param version of this plugin
   * @throws SpecException when the folder has one
   */
  public static Path write(Path folder, PythonRequest python, ImageName image, String version) {
    String text =
        Templates.text(
            "pom/pom.xml",
            Map.of("python", python.toString(), "image", image.toString(), "version", version));
    Path file = folder.resolve("pom.xml");
    try {
      Files.createDirectories(folder);
      return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new SpecException(
          file
              + " is there already, and wee:init replaces none. Run it in an empty folder, or set"
              + " -Dwee.init.folder.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
