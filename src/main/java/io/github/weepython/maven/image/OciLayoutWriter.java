package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.plexus.util.FileUtils;

/** Writes an OCI layout: a directory that skopeo, Podman and oras read as {@code oci:}. */
public final class OciLayoutWriter {
  private OciLayoutWriter() {}

  /**
   * Writes the whole layout beside and puts it instead of an older one, so that nothing of that is
   * left.
   *
   * @param tags what the layout calls the image; it is listed once for each
   */
  public static void write(Image image, List<String> tags, Path dir) throws IOException {
    write(image.bundle(), tags, dir);
  }

  /** The same for anything that a registry could keep: an index goes with all its images. */
  public static void write(ManifestWithBlobs bundle, List<String> tags, Path dir)
      throws IOException {
    Path parent = dir.toAbsolutePath().getParent();
    if (parent == null) {
      throw new ImageException("'" + dir + "' cannot hold an OCI layout; name a directory.");
    }
    Files.createDirectories(parent);
    Path part = Files.createTempDirectory(parent, dir.getFileName() + ".part");
    try {
      fill(bundle, tags, part.resolve("new"));
      if (Files.exists(dir)) {
        Files.move(dir, part.resolve("old"));
      }
      Files.move(part.resolve("new"), dir);
    } finally {
      FileUtils.deleteDirectory(part.toFile());
    }
  }

  private static void fill(ManifestWithBlobs bundle, List<String> tags, Path dir)
      throws IOException {
    Files.createDirectories(dir.resolve("blobs/sha256"));
    for (Map.Entry<String, Content> entry : LayoutJson.blobs(bundle).entrySet()) {
      put(entry.getValue(), dir.resolve(entry.getKey()));
    }
    Files.write(dir.resolve("oci-layout"), LayoutJson.OCI_LAYOUT);
    Files.write(
        dir.resolve("index.json"),
        LayoutJson.index(
            bundle,
            tags.stream().map(tag -> Map.of("org.opencontainers.image.ref.name", tag)).toList()));
  }

  private static void put(Content content, Path to) throws IOException {
    Optional<Path> file = content.file();
    if (file.isEmpty()) {
      try (InputStream in = content.open()) {
        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
      }
      return;
    }
    try {
      Files.createLink(to, file.get());
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file.get(), to); // Another file system, or one without links.
    }
  }
}
