package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One platform's image in a registry: its manifest, compared with its digest.
 *
 * @param bytes the manifest's own
 */
public record RegistryImage(byte[] bytes, String mediaType) {
  private static final int LARGEST_CONFIG = 16 << 20;

  /**
   * The image of a reference, or of the index that it stands for, the platform's.
   *
   * @throws IOException when there is no such one, or the registry has other bytes under its
   *     digest; the message goes on after a colon
   */
  public static RegistryImage find(
      RegistryReader registry, ImageReference reference, Platform platform) throws IOException {
    RegistryImage root = manifest(registry, reference.digest().or(reference::tag).orElseThrow());
    JsonNode members = root.manifest().path("manifests");
    if (!members.isArray()) {
      return root;
    }
    List<String> others = new ArrayList<>();
    for (JsonNode member : members) {
      String of =
          member.at("/platform/os").asText("")
              + "/"
              + member.at("/platform/architecture").asText("");
      if (of.equals(platform.toString())) {
        return manifest(registry, digest(member).oci());
      }
      others.add(of);
    }
    throw new IOException(
        "its index has no image for %s, only for: %s"
            .formatted(platform, String.join(", ", others)));
  }

  private static RegistryImage manifest(RegistryReader registry, String tagOrDigest)
      throws IOException {
    RegistryReader.Manifest found =
        registry
            .manifest(tagOrDigest)
            .orElseThrow(() -> new IOException("the registry has no " + tagOrDigest));
    if (tagOrDigest.startsWith("sha256:") && !found.digest().oci().equals(tagOrDigest)) {
      throw new IOException(
          "the registry's %s hashes to %s".formatted(tagOrDigest, found.digest()));
    }
    return new RegistryImage(found.bytes(), found.mediaType());
  }

  public Digest digest() {
    return Digest.of(bytes);
  }

  public JsonNode manifest() throws IOException {
    return JSON.readTree(bytes);
  }

  /** Its config, compared with its digest. */
  public JsonNode config(RegistryReader registry) throws IOException {
    return JSON.readTree(registry.blob(digest(manifest().path("config")), LARGEST_CONFIG));
  }

  /** The digests of its layers, in their order. */
  public List<Digest> layers() throws IOException {
    List<Digest> layers = new ArrayList<>();
    for (JsonNode layer : manifest().path("layers")) {
      layers.add(digest(layer));
    }
    return layers;
  }

  private static Digest digest(JsonNode descriptor) throws IOException {
    try {
      return Digest.parse(descriptor.path("digest").asText(""));
    } catch (IllegalArgumentException e) {
      throw new IOException("a descriptor has no digest: " + descriptor, e);
    }
  }
}
