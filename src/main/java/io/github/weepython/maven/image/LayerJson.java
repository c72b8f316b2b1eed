package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of a layer, kept beside its blob, so that a cached one need not be unpacked. */
public final class LayerJson {
  private LayerJson() {}

  public static void write(Layer layer, Path json) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("title", layer.title());
    node.put("mediaType", layer.mediaType());
    node.put("digest", layer.digest().hex());
    node.put("size", layer.size());
    node.put("diffId", layer.diffId().hex());
    node.put("rawSize", layer.rawSize());
    Files.write(json, JsonBytes.of(node));
  }

  /**
   * @param blob where the compressed file is now
   * @throws ImageException when the file is no layer's, or the blob has another length
   */
  public static Layer read(Path json, Path blob) throws IOException {
    Layer layer = parse(json, blob);
    if (Files.size(blob) != layer.size()) {
      throw new ImageException(
          "%s has %d bytes, but %s says %d. Remove both to have the layer made anew."
              .formatted(blob, Files.size(blob), json, layer.size()));
    }
    return layer;
  }

  private static Layer parse(Path json, Path blob) throws IOException {
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(json));
      return new Layer(
          node.required("title").asText(""),
          blob,
          new Digest(node.required("digest").asText("")),
          node.required("size").asLong(),
          new Digest(node.required("diffId").asText("")),
          node.required("rawSize").asLong(),
          node.required("mediaType").asText(""));
    } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
      throw new ImageException(
          json + " does not describe a layer. Remove it to have the layer made anew.", e);
    }
  }

  /** The same layer, its blob elsewhere. */
  static Layer at(Layer layer, Path blob) {
    return new Layer(
        layer.title(),
        blob,
        layer.digest(),
        layer.size(),
        layer.diffId(),
        layer.rawSize(),
        layer.mediaType());
  }
}
