package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What says something about an image, kept beside it: an SBOM, a signature (OCI image-spec 1.1,
 * manifest.md, "Guidelines for Artifact Usage").
 */
public final class Referrers {
  // The descriptor for what an artifact has no use for, a config.
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private Referrers() {}

  /**
   * @param subject what it is about
   * @param type what kind of thing it is; of its one blob too
   * @param annotations of the manifest
   */
  public static ManifestWithBlobs about(
      ManifestWithBlobs subject, String type, byte[] content, Map<String, String> annotations) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", ImageAssembler.MANIFEST);
    root.put("artifactType", type);
    root.set("config", ImageAssembler.descriptor(EMPTY_TYPE, Digest.of(EMPTY), EMPTY.length));
    root.putArray("layers")
        .add(ImageAssembler.descriptor(type, Digest.of(content), content.length));
    root.set(
        "subject",
        ImageAssembler.descriptor(
            subject.mediaType(), subject.digest(), subject.manifest().length));
    if (!annotations.isEmpty()) {
      new TreeMap<>(annotations).forEach(root.putObject("annotations")::put);
    }
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    blobs.put(Digest.of(content), Content.of(content));
    blobs.put(Digest.of(EMPTY), Content.of(EMPTY));
    return new ManifestWithBlobs(JsonBytes.of(root), ImageAssembler.MANIFEST, blobs, List.of());
  }

  /**
   * The list of what is about one subject, with this artifact in it. Registries without the
   * referrers API keep it under a tag (OCI distribution-spec 1.1, "Referrers Tag Schema").
   *
   * @param before what stands under that tag now
   * @return empty where the artifact is in it already
   * @throws ImageException when something else than such a list stands there
   */
  public static Optional<ManifestWithBlobs> listed(
      Optional<byte[]> before, ManifestWithBlobs artifact) {
    try {
      ObjectNode root = JSON.createObjectNode();
      root.put("schemaVersion", 2);
      root.put("mediaType", ImageIndex.MEDIA_TYPE);
      ArrayNode manifests = root.putArray("manifests");
      if (before.isPresent()) {
        JsonNode old = JSON.readTree(before.get());
        if (!old.path("manifests").isArray()) {
          throw new ImageException(
              "what is stored there is not an index: " + old.path("mediaType"));
        }
        old.path("manifests").forEach(manifests::add);
      }
      for (JsonNode manifest : manifests) {
        if (manifest.path("digest").asText("").equals(artifact.digest().oci())) {
          return Optional.empty();
        }
      }
      manifests.add(descriptor(artifact));
      return Optional.of(
          new ManifestWithBlobs(JsonBytes.of(root), ImageIndex.MEDIA_TYPE, Map.of(), List.of()));
    } catch (IOException e) {
      throw new ImageException("what is stored there is not JSON", e);
    }
  }

  private static ObjectNode descriptor(ManifestWithBlobs artifact) throws IOException {
    ObjectNode descriptor =
        ImageAssembler.descriptor(
            artifact.mediaType(), artifact.digest(), artifact.manifest().length);
    JsonNode manifest = JSON.readTree(artifact.manifest());
    for (String name : List.of("artifactType", "annotations")) {
      if (manifest.has(name)) {
        descriptor.set(name, manifest.get(name));
      }
    }
    return descriptor;
  }
}
