package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Images of several platforms under one name (OCI image-spec, image-index.md).
 *
 * @param images one a platform, in the order of the index
 * @param attestations statements about the images, behind them in the index
 * @param json the index's exact bytes
 * @param mediaType OCI's or Docker's
 */
public record ImageIndex(
    List<Image> images, List<AttestationManifest> attestations, byte[] json, String mediaType) {
  /** The media type of an OCI index. */
  public static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  /** The media type of Docker's manifest list. */
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  public ImageIndex {
    images = List.copyOf(images);
    attestations = List.copyOf(attestations);
  }

  /**
   * The index of these images; each one's platform is what its config says.
   *
   * @param annotations of the index
   * @throws ImageException when there is no image, or two are for one platform
   */
  public static ImageIndex of(List<Image> images, Map<String, String> annotations) {
    return attested(images, annotations, List.of());
  }

  /** The same with statements about the images in it. */
  public static ImageIndex attested(
      List<Image> images, Map<String, String> annotations, List<AttestationManifest> attestations) {
    return of(images, annotations, attestations, MEDIA_TYPE);
  }

  /**
   * Docker's manifest list of these images with manifests of Docker's own: what knows no OCI index
   * knows no OCI manifest either. Neither has annotations.
   *
   * @throws ImageException as {@link ImageAssembler#docker}
   */
  public static ImageIndex dockerList(List<Image> images) {
    return of(
        images.stream().map(ImageAssembler::docker).toList(), Map.of(), List.of(), DOCKER_LIST);
  }

  private static ImageIndex of(
      List<Image> images,
      Map<String, String> annotations,
      List<AttestationManifest> attestations,
      String mediaType) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", mediaType);
    ArrayNode manifests = root.putArray("manifests");
    Set<ObjectNode> platforms = new LinkedHashSet<>();
    for (Image image : images) {
      ObjectNode platform = platform(image);
      if (!platforms.add(platform)) {
        throw new ImageException("Two images of one index are for the platform " + platform + ".");
      }
      ObjectNode descriptor = manifests.addObject();
      descriptor.put("mediaType", image.manifestMediaType());
      descriptor.put("digest", image.digest().oci());
      descriptor.put("size", image.manifest().length);
      descriptor.set("platform", platform);
    }
    if (images.isEmpty()) {
      throw new ImageException("An index needs at least one image.");
    }
    attestations.forEach(attestation -> manifests.add(attestation.descriptor()));
    if (!annotations.isEmpty()) {
      new TreeMap<>(annotations).forEach(root.putObject("annotations")::put);
    }
    return new ImageIndex(images, attestations, JsonBytes.of(root), mediaType);
  }

  private static ObjectNode platform(Image image) {
    try {
      JsonNode config = JSON.readTree(image.config());
      ObjectNode platform = JSON.createObjectNode();
      for (String name : List.of("architecture", "os", "variant")) {
        if (config.has(name)) {
          platform.set(name, config.get(name));
        }
      }
      return platform;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a registry knows the index by. */
  public Digest digest() {
    return Digest.of(json);
  }

  /** For whoever keeps or sends it. */
  public ManifestWithBlobs bundle() {
    return new ManifestWithBlobs(
        json,
        mediaType,
        Map.of(),
        Stream.concat(
                images.stream().map(Image::bundle),
                attestations.stream().map(AttestationManifest::manifest))
            .toList());
  }
}
