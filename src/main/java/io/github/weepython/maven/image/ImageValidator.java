package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;

/** Reads a whole image once more and compares what it says of itself with what it is. */
public final class ImageValidator {
  private ImageValidator() {}

  /**
   * @throws ImageException on the first thing that does not fit
   */
  public static void validate(Image image) throws IOException {
    JsonNode config = JSON.readTree(image.config());
    JsonNode manifest = JSON.readTree(image.manifest());
    List<Layer> layers = image.layers();
    same("the manifest's media type", image.manifestMediaType(), manifest.path("mediaType"));
    same("the config's digest", image.id().oci(), manifest.at("/config/digest"));
    same("the config's size", image.config().length, manifest.at("/config/size"));
    same("the number of layers", layers.size(), manifest.path("layers").size());
    same("the number of diff IDs", layers.size(), config.at("/rootfs/diff_ids").size());
    same("the number of history lines", layers.size(), config.path("history").size());
    for (int i = 0; i < layers.size(); i++) {
      JsonNode descriptor = manifest.path("layers").path(i);
      String what = " of the layer '" + layers.get(i).title() + "'";
      same("the digest" + what, layers.get(i).digest().oci(), descriptor.path("digest"));
      same("the size" + what, layers.get(i).size(), descriptor.path("size"));
      same("the media type" + what, layers.get(i).mediaType(), descriptor.path("mediaType"));
      same("the diff ID" + what, layers.get(i).diffId().oci(), config.at("/rootfs/diff_ids/" + i));
      validate(layers.get(i), what);
    }
  }

  private static void validate(Layer layer, String what) throws IOException {
    same("the blob's digest" + what, layer.digest(), Digest.of(layer.blob()));
    same("the blob's size" + what, layer.size(), Files.size(layer.blob()));
    DigestOutputStream raw = new DigestOutputStream(OutputStream.nullOutputStream());
    try (InputStream in = layer.open()) {
      in.transferTo(raw);
    }
    same("the tar's digest" + what, layer.diffId(), raw.digest());
    same("the tar's size" + what, layer.rawSize(), raw.size());
  }

  private static void same(String what, Object wanted, Object found) {
    String text = found instanceof JsonNode node ? node.asText("") : found.toString();
    if (!wanted.toString().equals(text)) {
      throw new ImageException(
          "This image is damaged: %s should be %s, but is %s. Build it anew."
              .formatted(what, wanted, text.isEmpty() ? "missing" : text));
    }
  }
}
