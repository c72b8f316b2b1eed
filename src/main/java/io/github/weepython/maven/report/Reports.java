package io.github.weepython.maven.report;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the report on images that were built. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code report.html} beside the images.
   *
   * @param output the folder of the goal build
   * @param others folders of other builds, to compare with
   * @return the page's file
   */
  public static Path write(Path output, List<Path> others) {
    try {
      List<Path> folders = new ArrayList<>(images(output));
      if (folders.isEmpty()) {
        throw new ReportException(
            "No image was found in "
                + output
                + ". Run the goal build first, or set <output> or -Dwee.output to its folder.");
      }
      for (Path other : others) {
        folders.addAll(images(other));
      }
      Path page = output.resolve("report.html");
      return Files.writeString(page, ReportPage.of(Templates.text("report/report.html"), folders));
    } catch (IOException e) {
      throw new ReportException(
          "The report could not be written to " + output + ": " + Causes.of(e), e);
    }
  }

  /** Folders with an image, the output itself or one of flavour and base below it. */
  private static List<Path> images(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(output, 4)) {
      return all.filter(p -> p.endsWith("image.json"))
          .map(p -> p.resolveSibling(""))
          .sorted()
          .toList();
    }
  }
}
