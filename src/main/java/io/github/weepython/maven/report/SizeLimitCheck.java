package io.github.weepython.maven.report;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.util.FileUtils;

/** Keeps an image within the size that its owner allows. */
public final class SizeLimitCheck {
  private SizeLimitCheck() {}

  /**
   * Compares the compressed layers with the most that is allowed.
   *
   * @param folder of the image that the last build made, where there is one
   * @throws SpecException naming what grew since then
   */
  public static void check(
      ByteSize most, Image image, ImageName name, List<String> tags, Path folder)
      throws IOException {
    ByteSize size = new ByteSize(image.layers().stream().mapToLong(Layer::size).sum());
    if (size.bytes() <= most.bytes()) {
      return;
    }
    boolean earlier = Files.exists(folder.resolve("image.json"));
    Files.createDirectories(folder);
    Path trial = Files.createTempDirectory(folder, "too-large");
    try {
      ImageFolderWriter.write(image, name, tags, trial);
      List<String> grew = earlier ? SizeDiff.lines(trial, Optional.of(folder)) : List.of();
      List<String> shown = grew.isEmpty() ? SizeDiff.lines(trial, Optional.<Path>empty()) : grew;
      throw new SpecException(
          "The image %s:%s has %s compressed, more than <maxSize> %s allows. %s:\n  %s\n%s"
              .formatted(
                  name,
                  tags.get(0),
                  size,
                  most,
                  !earlier
                      ? "No earlier build is in " + folder + "; the largest are"
                      : grew.isEmpty()
                          ? "Nothing grew since the build in " + folder + "; the largest are"
                          : "Grown since the last build",
                  String.join("\n  ", shown),
                  "Leave something out, or raise <maxSize> (-Dwee.maxSize)."));
    } finally {
      FileUtils.deleteDirectory(trial.toFile());
    }
  }
}
