package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.VerificationKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signatures of cosign's older form: under the tag {@code sha256-<digest>.sig}, over a small JSON
 * that names the image's digest (cosign, specs/SIGNATURE_SPEC.md).
 */
final class SimpleSignatures {
  private static final int LARGEST = 1 << 20;

  private final RegistryReader registry;
  private final Digest image;

  SimpleSignatures(RegistryReader registry, Digest image) {
    this.registry = registry;
    this.image = image;
  }

  /** The hints of those keys that signed the image. */
  List<String> signers(List<VerificationKey> keys) {
    Optional<RegistryReader.Manifest> manifest =
        registry.manifest("sha256-" + image.hex() + ".sig");
    List<String> signers = new ArrayList<>();
    try {
      if (manifest.isPresent()) {
        for (JsonNode layer : Artifact.json(manifest.get().bytes()).path("layers")) {
          keys.stream().filter(key -> holds(layer, key)).forEach(key -> signers.add(key.hint()));
        }
      }
    } catch (IOException e) {
      return List.of(); // What can't be read signs nothing.
    }
    return signers;
  }

  private boolean holds(JsonNode layer, VerificationKey key) {
    try {
      byte[] payload = registry.blob(Artifact.digest(layer), LARGEST);
      byte[] signature =
          Base64.getDecoder()
              .decode(layer.at("/annotations/dev.cosignproject.cosign~1signature").asText(""));
      String named = Artifact.json(payload).at("/critical/image/docker-manifest-digest").asText("");
      return key.verifies(payload, signature) && named.equals(image.oci());
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
