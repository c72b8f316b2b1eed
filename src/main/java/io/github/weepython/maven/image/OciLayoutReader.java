package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an OCI layout keeps under a digest. Manifests are compared with their digests here,
 * blobs with their sizes; whoever takes a blob's bytes, registry or daemon, compares them with its
 * digest.
 */
public final class OciLayoutReader {
  private OciLayoutReader() {}

  /**
   * @throws ImageException when the layout lacks something of it, or something is damaged
   */
  public static ManifestWithBlobs read(Path layout, Digest digest) {
    try {
      byte[] manifest = Files.readAllBytes(layout.resolve(LayoutJson.blob(digest)));
      Digest found = Digest.of(manifest);
      if (!found.equals(digest)) {
        throw damaged(layout, "the manifest " + digest + " hashes to " + found, null);
      }
      return bundle(layout, manifest, JSON.readTree(manifest));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(layout, e.toString(), e);
    }
  }

  /**
   * The layout's image for a platform, where it names one image or one index.
   *
   * @throws ImageException when it names several, or none for that architecture
   */
  public static ManifestWithBlobs only(Path layout, Architecture architecture) {
    try {
      Set<Digest> named = new LinkedHashSet<>();
      for (JsonNode manifest :
          JSON.readTree(Files.readAllBytes(layout.resolve("index.json"))).path("manifests")) {
        named.add(digest(manifest));
      }
      if (named.size() != 1) {
        throw new ImageException(
            "%s must be an OCI layout of one image; it names %d.".formatted(layout, named.size()));
      }
      return of(layout, read(layout, named.iterator().next()), architecture);
    } catch (IOException | IllegalArgumentException e) {
      throw new ImageException(layout + " is not an OCI layout of an image: " + Causes.of(e), e);
    }
  }

  private static ManifestWithBlobs of(
      Path layout, ManifestWithBlobs found, Architecture architecture) throws IOException {
    if (found.members().isEmpty()) {
      return found;
    }
    JsonNode manifests = JSON.readTree(found.manifest()).path("manifests");
    for (int i = 0; i < manifests.size(); i++) {
      if (manifests
          .path(i)
          .at("/platform/architecture")
          .asText("")
          .equals(architecture.toString())) {
        return found.members().get(i);
      }
    }
    throw new ImageException("%s has no image for %s.".formatted(layout, architecture));
  }

  private static ManifestWithBlobs bundle(Path layout, byte[] manifest, JsonNode json)
      throws IOException {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    for (JsonNode layer : json.path("layers")) {
      putBlob(layout, layer, blobs);
    }
    if (json.has("config")) {
      putBlob(layout, json.path("config"), blobs);
    }
    List<ManifestWithBlobs> members = new ArrayList<>();
    for (JsonNode node : json.path("manifests")) {
      members.add(read(layout, digest(node)));
    }
    // The field may be absent (OCI image-spec, manifest.md and image-index.md).
    String type = json.has("manifests") ? ImageIndex.MEDIA_TYPE : ImageAssembler.MANIFEST;
    return new ManifestWithBlobs(manifest, json.path("mediaType").asText(type), blobs, members);
  }

  private static void putBlob(Path layout, JsonNode descriptor, Map<Digest, Content> blobs)
      throws IOException {
    Digest digest = digest(descriptor);
    Content content = Content.of(layout.resolve(LayoutJson.blob(digest)));
    long size = descriptor.required("size").asLong();
    if (content.size() != size) {
      throw damaged(
          layout, "%s has %d bytes, not %d".formatted(digest, content.size(), size), null);
    }
    blobs.put(digest, content);
  }

  private static Digest digest(JsonNode descriptor) {
    return Digest.parse(descriptor.required("digest").asText(""));
  }

  private static ImageException damaged(Path layout, String what, @Nullable Exception cause) {
    return new ImageException(
        "The image in %s is damaged or incomplete: %s.%nBuild it anew: mvn package"
            .formatted(layout, what),
        cause);
  }
}
