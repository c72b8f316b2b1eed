package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The small files of an OCI layout (OCI image-spec, image-layout.md) and of docker save. */
final class LayoutJson {
  static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private LayoutJson() {}

  /** The layout's own index, which lists the bundle once for each set of annotations. */
  static byte[] index(ManifestWithBlobs bundle, List<Map<String, String>> annotations) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", "application/vnd.oci.image.index.v1+json");
    ArrayNode manifests = root.putArray("manifests");
    for (Map<String, String> annotation : annotations) {
      ObjectNode descriptor = manifests.addObject();
      descriptor.put("mediaType", bundle.mediaType());
      descriptor.put("digest", bundle.digest().oci());
      descriptor.put("size", bundle.manifest().length);
      if (!annotation.isEmpty()) {
        new TreeMap<>(annotation).forEach(descriptor.putObject("annotations")::put);
      }
    }
    return bytes(root);
  }

  /** What {@code docker load} reads before Docker 25. */
  static byte[] dockerManifest(Image image, List<String> repoTags) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("Config", blob(image.id()));
    repoTags.forEach(entry.putArray("RepoTags")::add);
    ArrayNode layers = entry.putArray("Layers");
    image.layers().forEach(layer -> layers.add(blob(layer.digest())));
    return bytes(JSON.createArrayNode().add(entry));
  }

  /** Where a layout keeps a blob. */
  static String blob(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** Every blob and manifest by its path in a layout. */
  static Map<String, Content> blobs(ManifestWithBlobs bundle) {
    Map<String, Content> blobs = new TreeMap<>();
    bundle.blobs().forEach((digest, content) -> blobs.put(blob(digest), content));
    bundle.members().forEach(member -> blobs.putAll(blobs(member)));
    blobs.put(blob(bundle.digest()), Content.of(bundle.manifest()));
    return blobs;
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
