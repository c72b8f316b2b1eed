package io.github.weepython.maven.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.store.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What says something about an image, kept beside it: an SBOM, a signature (OCI image-spec 1.1,
 * manifest.md, "Guidelines for Artifact Usage").
 */
public final class Artifacts {
  // The descriptor for what an artifact has no use for, a config.
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private Artifacts() {}

  /**
   * @param subject what it is about
   * @param type what kind of thing it is; of its one blob too
   * @param annotations of the manifest
   */
  public static Bundle about(
      Bundle subject, String type, byte[] content, Map<String, String> annotations) {
    ObjectNode root = Json.MAPPER.createObjectNode();
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
    return new Bundle(Json.bytes(root), ImageAssembler.MANIFEST, blobs, List.of());
  }
}
