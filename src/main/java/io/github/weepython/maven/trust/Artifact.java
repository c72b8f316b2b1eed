package io.github.weepython.maven.trust;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import java.io.IOException;
import java.util.Optional;

/** An artifact that a registry keeps about an image: the one blob of it, and its media type. */
record Artifact(String mediaType, byte[] content) {
  /**
   * Reads the artifact that a list of referrers names.
   *
   * @throws IOException when the registry lacks it, or has other bytes under its digests; the
   *     message goes on after a colon
   */
  static Artifact read(RegistryReader registry, JsonNode descriptor) throws IOException {
    Digest digest = digest(descriptor);
    Optional<RegistryReader.Manifest> manifest = registry.manifest(digest.oci());
    if (manifest.isEmpty()) {
      throw new IOException("the registry lists and lacks " + digest);
    }
    if (!manifest.get().digest().equals(digest)) {
      throw new IOException(
          "the registry's manifest %s hashes to %s".formatted(digest, manifest.get().digest()));
    }
    JsonNode layer = json(manifest.get().bytes()).at("/layers/0");
    return new Artifact(
        layer.path("mediaType").asText(""), registry.blob(digest(layer), Statements.LARGEST));
  }

  /** The digest of a descriptor. */
  static Digest digest(JsonNode descriptor) throws IOException {
    try {
      return Digest.parse(descriptor.path("digest").asText(""));
    } catch (IllegalArgumentException e) {
      throw new IOException("a descriptor has no digest: " + descriptor, e);
    }
  }

  static JsonNode json(byte[] bytes) throws IOException {
    return JSON.readTree(bytes);
  }
}
