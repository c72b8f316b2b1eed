package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An image's file system, unpacked, and what its config says of containers.
 *
 * @param path of the root on disk; all is this user's there
 * @param files what is there, with owners and modes as in the image
 */
public record ImageRoot(Path path, FileTree files, ContainerConfig config) {
  /**
   * A file of this prefix says that what has the rest of its name is gone (OCI image-spec,
   * layer.md).
   */
  private static final String WHITEOUT = ".wh.";

  private static final String OPAQUE = ".wh..wh..opq";

  /**
   * Unpacks an image.
   *
   * @param image an image of a layout, perhaps other people's
   * @param target an empty directory
   * @throws ImageException when the image is damaged
   */
  public static ImageRoot unpack(ManifestWithBlobs image, Path target) throws IOException {
    try {
      return unpacked(image, target);
    } catch (IllegalArgumentException e) {
      throw new ImageException("The image's manifest is damaged: " + Causes.of(e), e);
    }
  }

  private static ImageRoot unpacked(ManifestWithBlobs image, Path target) throws IOException {
    JsonNode manifest = JSON.readTree(image.manifest());
    TreeUnpacker unpacker = new TreeUnpacker(target, path -> true);
    for (JsonNode layer : manifest.required("layers")) {
      try (InputStream tar = LayerDecompressor.open(blob(image, layer))) {
        unpacker.unpack("A layer of the image", tar, entry -> placed(entry, unpacker));
      }
    }
    byte[] config = Files.readAllBytes(blob(image, manifest.required("config")));
    return new ImageRoot(target, unpacker.tree(), ContainerConfig.of(JSON.readTree(config)));
  }

  private static Path blob(ManifestWithBlobs image, JsonNode descriptor) throws IOException {
    String oci = descriptor.required("digest").asText("");
    Digest digest = new Digest(oci.substring(oci.indexOf(':') + 1));
    Content content = image.blobs().get(digest);
    if (content == null) {
      throw new ImageException("The image lacks its blob " + oci + ".");
    }
    Path file = content.file().orElseThrow();
    Digest found = Digest.of(file);
    if (!found.equals(digest)) {
      throw new ImageException("A blob of the image hashes to %s, not %s.".formatted(found, oci));
    }
    return file;
  }

  private static List<Entry> placed(Entry entry, TreeUnpacker unpacker) {
    int slash = entry.path().lastIndexOf('/') + 1;
    String folder = entry.path().substring(0, slash);
    String name = entry.path().substring(slash);
    if (!name.startsWith(WHITEOUT)) {
      return List.of(entry);
    }
    if (name.equals(OPAQUE)) {
      throw new ImageException(
          "The image hides a whole folder of a lower layer, %s: flatten it first."
              .formatted(folder));
    }
    try {
      unpacker.remove(folder + name.substring(WHITEOUT.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of();
  }

  /** Variables, with the image's PATH. */
  public Map<String, String> environment() {
    return config.environment();
  }
}
