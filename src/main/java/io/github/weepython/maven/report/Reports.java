package io.github.weepython.maven.report;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the report on images that were built. */
public final class Reports {
  /** Folders of a Python, flavour, base, variant and platform, and the file. */
  private static final int DEEPEST = 6;

  private Reports() {}

  /**
   * Writes {@code report.html} beside the images.
   *
   * @param output the folder of the goal build
   * @param others folders of other builds, or of some of their images, to compare with
   * @return the page's file
   * @throws io.github.weepython.maven.output.OutputException when nothing was built in the former
   */
  public static Path write(Path output, List<Path> others) {
    try {
      List<Path> folders = new ArrayList<>(built(output));
      for (Path other : others) {
        folders.addAll(Files.exists(other.resolve(BuiltImages.FILE)) ? built(other) : found(other));
      }
      Path page = output.resolve("report.html");
      return Files.writeString(page, ReportPage.of(Templates.text("report/report.html"), folders));
    } catch (IOException e) {
      throw new ReportException(
          "The report could not be written to " + output + ": " + Causes.of(e), e);
    }
  }

  /** Folders of the images of the last build, and of no earlier one. */
  private static List<Path> built(Path output) {
    return BuiltImages.read(output).stream()
        .flatMap(image -> IndexWriter.folders(image).values().stream())
        .toList();
  }

  /** Folders with an image below one that has no list of them. */
  private static List<Path> found(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(p -> p.endsWith("image.json"))
          .map(p -> p.resolveSibling(""))
          .sorted()
          .toList();
    }
  }
}
