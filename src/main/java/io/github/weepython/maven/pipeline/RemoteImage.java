package io.github.weepython.maven.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.rebuild.ImageDifference;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One platform's image in a registry: its manifest, compared with its digest. */
record RemoteImage(byte[] bytes, String mediaType) {
  private static final int LARGEST_CONFIG = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The image of a reference, or of the index that it stands for, the platform's.
   *
   * @throws RebuildException when there is no such one
   */
  static RemoteImage find(RegistryReader registry, ImageReference reference, Platform platform)
      throws IOException {
    RegistryReader.Manifest root =
        manifest(registry, reference, reference.digest().or(reference::tag).orElseThrow());
    JsonNode members = JSON.readTree(root.bytes()).path("manifests");
    if (!members.isArray()) {
      return new RemoteImage(root.bytes(), root.mediaType());
    }
    for (JsonNode member : members) {
      String of =
          member.at("/platform/os").asText() + "/" + member.at("/platform/architecture").asText();
      if (of.equals(platform.toString())) {
        RegistryReader.Manifest image =
            manifest(registry, reference, member.path("digest").asText());
        return new RemoteImage(image.bytes(), image.mediaType());
      }
    }
    throw new RebuildException(
        "%s has no image for %s, which is what this machine builds."
            .formatted(reference, platform));
  }

  private static RegistryReader.Manifest manifest(
      RegistryReader registry, ImageReference reference, String tagOrDigest) {
    RegistryReader.Manifest found =
        registry
            .manifest(tagOrDigest)
            .orElseThrow(
                () ->
                    new RebuildException(
                        "The registry has no %s of %s. See -Dwee.reference."
                            .formatted(tagOrDigest, reference)));
    if (tagOrDigest.startsWith("sha256:") && !found.digest().oci().equals(tagOrDigest)) {
      throw new RebuildException(
          "The registry's %s hashes to %s.".formatted(tagOrDigest, found.digest()));
    }
    return found;
  }

  Digest digest() {
    return Digest.of(bytes);
  }

  /** Brings its config here, and whatever the registry has as its layers. */
  ImageDifference.Side download(RegistryReader registry, Path folder) throws IOException {
    JsonNode manifest = JSON.readTree(bytes);
    Digest config = Digest.parse(manifest.at("/config/digest").asText());
    List<Path> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      Digest digest = Digest.parse(layer.path("digest").asText());
      Path file = folder.resolve(digest.hex());
      registry.downloadUnchecked(digest, file);
      layers.add(file);
    }
    return new ImageDifference.Side(
        manifest, JSON.readTree(registry.blob(config, LARGEST_CONFIG)), layers);
  }
}
