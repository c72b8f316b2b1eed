package io.github.weepython.maven.output;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of an image in {@code target/wee}. */
public final class ImageFolderWriter {
  private ImageFolderWriter() {}

  /**
   * Writes what is not there yet; the description comes last. An index that is left of an earlier
   * build goes.
   */
  public static void write(Image image, ImageName name, List<String> tags, Path folder)
      throws IOException {
    IndexWriter.remove(folder);
    byte[] description = description(image, name, tags);
    Path json = folder.resolve("image.json");
    boolean there =
        Files.exists(json)
            && Arrays.equals(Files.readAllBytes(json), description)
            && Files.exists(folder.resolve("image.tar"))
            && Files.exists(folder.resolve("oci/index.json"));
    if (there) {
      return;
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(json);
    OciLayoutWriter.write(image, tags, folder.resolve("oci"));
    ImageTarWriter.write(
        image, tags.stream().map(tag -> name + ":" + tag).toList(), folder.resolve("image.tar"));
    Files.writeString(folder.resolve("image.digest"), image.digest().oci() + "\n");
    Files.writeString(folder.resolve("image.id"), image.id().oci() + "\n");
    Files.write(json, description);
  }

  private static byte[] description(Image image, ImageName name, List<String> tags)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("image", name.toString());
    tags.forEach(root.putArray("tags")::add);
    root.put("digest", image.digest().oci());
    root.put("id", image.id().oci());
    ArrayNode layers = root.putArray("layers");
    for (Layer layer : image.layers()) {
      ObjectNode node = layers.addObject();
      node.put("title", layer.title());
      node.put("digest", layer.digest().oci());
      node.put("diffId", layer.diffId().oci());
      node.put("size", layer.size());
      node.put("rawSize", layer.rawSize());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
