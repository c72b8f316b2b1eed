package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What BuildKit lists in an index beside an image: a manifest for no platform, whose layers are
 * statements about the image, unsigned (BuildKit, docs/attestations/attestation-storage.md).
 *
 * @param image the manifest that it is about
 */
public record AttestationManifest(Digest image, ManifestWithBlobs manifest) {
  private static final String IN_TOTO = "application/vnd.in-toto+json";
  private static final String UNKNOWN = "unknown";

  /**
   * Of statements about one image.
   *
   * @param name a package URL with its platform
   * @param predicates JSON by the types of predicates, in the order of the layers
   */
  public static AttestationManifest of(Digest image, String name, Map<String, byte[]> predicates) {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    ArrayNode layers = JSON.createArrayNode();
    ObjectNode config = JSON.createObjectNode();
    config.put("architecture", UNKNOWN).put("os", UNKNOWN).putObject("config");
    ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").withArray("diff_ids");
    predicates.forEach(
        (type, predicate) -> {
          byte[] statement = statement(image, name, type, predicate);
          Digest digest = Digest.of(statement);
          blobs.put(digest, Content.of(statement));
          diffIds.add(digest.oci());
          ObjectNode layer = ImageAssembler.descriptor(IN_TOTO, digest, statement.length);
          layer.putObject("annotations").put("in-toto.io/predicate-type", type);
          layers.add(layer);
        });
    byte[] configBytes = JsonBytes.of(config);
    blobs.put(Digest.of(configBytes), Content.of(configBytes));
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", ImageAssembler.MANIFEST);
    manifest.set(
        "config",
        ImageAssembler.descriptor(
            ImageAssembler.CONFIG, Digest.of(configBytes), configBytes.length));
    manifest.set("layers", layers);
    return new AttestationManifest(
        image,
        new ManifestWithBlobs(JsonBytes.of(manifest), ImageAssembler.MANIFEST, blobs, List.of()));
  }

  private static byte[] statement(Digest image, String name, String type, byte[] predicate) {
    ObjectNode statement = JSON.createObjectNode();
    statement.put("_type", "https://in-toto.io/Statement/v0.1"); // What Docker Scout knows.
    statement.put("predicateType", type);
    statement
        .putArray("subject")
        .addObject()
        .put("name", name)
        .putObject("digest")
        .put("sha256", image.hex());
    statement.set("predicate", json(predicate));
    return JsonBytes.of(statement);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an index says of it. */
  ObjectNode descriptor() {
    ObjectNode descriptor =
        ImageAssembler.descriptor(
            manifest.mediaType(), manifest.digest(), manifest.manifest().length);
    descriptor
        .putObject("annotations")
        .put("vnd.docker.reference.digest", image.oci())
        .put("vnd.docker.reference.type", "attestation-manifest");
    descriptor.putObject("platform").put("architecture", UNKNOWN).put("os", UNKNOWN);
    return descriptor;
  }
}
