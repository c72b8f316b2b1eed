package io.github.weepython.maven.publish;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.FileUtils;

/** Writes an OCI layout: a directory that skopeo, Podman and oras read as {@code oci:}. */
public final class OciLayoutWriter {
  private OciLayoutWriter() {}

  /**
   * Writes the whole layout beside and puts it in the place of an older one, so that nothing of
   * that is left.
   *
   * @param tag what the index calls the image
   */
  public static void write(Image image, String tag, Path dir) throws IOException {
    Path parent = dir.toAbsolutePath().getParent();
    if (parent == null) {
      throw new PublishException("'" + dir + "' is no place for an OCI layout; name a directory.");
    }
    Files.createDirectories(parent);
    Path part = Files.createTempDirectory(parent, dir.getFileName() + ".part");
    try {
      fill(image, tag, part.resolve("new"));
      if (Files.exists(dir)) {
        Files.move(dir, part.resolve("old"));
      }
      Files.move(part.resolve("new"), dir);
    } finally {
      FileUtils.deleteDirectory(part.toFile());
    }
  }

  private static void fill(Image image, String tag, Path dir) throws IOException {
    Path blobs = Files.createDirectories(dir.resolve("blobs/sha256"));
    Files.write(blobs.resolve(image.id().hex()), image.config());
    Files.write(blobs.resolve(image.digest().hex()), image.manifest());
    for (Layer layer : image.layers()) {
      link(layer.blob(), blobs.resolve(layer.digest().hex()));
    }
    Files.write(dir.resolve("oci-layout"), LayoutJson.OCI_LAYOUT);
    Files.write(
        dir.resolve("index.json"),
        LayoutJson.index(image, List.of(Map.of("org.opencontainers.image.ref.name", tag))));
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      return; // Two layers of the same bytes are one blob.
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(from, to); // Another file system, or one without links.
    }
  }
}
