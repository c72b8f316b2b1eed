package io.github.weepython.maven.output;

import static io.github.weepython.maven.Jackson.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.AttestationManifest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageIndex;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One image of several platforms: an index over the images, which stand in folders below it. */
public final class IndexWriter {
  /** What the index's folder says of it. */
  public static final String FILE = "image-index.json";

  /** The digest of the OCI image in a platform's folder, where the list names a Docker manifest. */
  private static final String OCI = "ociDigest";

  /** What an image of one platform alone would have left there. */
  private static final List<String> SINGLE =
      List.of(
          "image.json",
          "image.tar",
          "image.id",
          "sbom.cdx.json",
          "sbom.spdx.json",
          "provenance.slsa.json",
          "vex.openvex.json");

  /** Files beside an image by the types of their predicates, as BuildKit has them. */
  private static final Map<String, String> ATTESTED =
      new TreeMap<>(
          Map.of(
              "https://spdx.dev/Document",
              "sbom.spdx.json",
              "https://slsa.dev/provenance/v1",
              "provenance.slsa.json"));

  private IndexWriter() {}

  /**
   * Writes the index with all its images.
   *
   * @param members one a platform, of one flavour and base
   */
  public static BuiltImage write(Platforms platforms, List<PlatformImage> members, Path folder)
      throws IOException {
    BuiltImage first = members.get(0).built();
    Map<String, String> annotations = members.get(0).annotations();
    List<Image> images = members.stream().map(PlatformImage::image).toList();
    ImageIndex index =
        platforms.index() == Platforms.Index.OCI
            ? ImageIndex.attested(images, annotations, attestations(platforms, members))
            : ImageIndex.dockerList(images);
    byte[] description = description(members, index);
    Path json = folder.resolve(FILE);
    if (!Files.exists(json)
        || !Arrays.equals(Files.readAllBytes(json), description)
        || !Files.exists(folder.resolve("oci/index.json"))) {
      Files.deleteIfExists(json);
      for (String name : SINGLE) {
        Files.deleteIfExists(folder.resolve(name));
      }
      OciLayoutWriter.write(index.bundle(), first.tags(), folder.resolve("oci"));
      Files.writeString(folder.resolve("image.digest"), index.digest().oci() + "\n");
      Files.write(json, description);
    }
    return first.in(
        index.digest(),
        members.stream().map(each -> each.spec().platform().toString()).toList(),
        members.stream()
            .map(each -> each.built().sizes())
            .reduce(BuiltImage.Sizes::plus)
            .orElseThrow(),
        folder);
  }

  private static List<AttestationManifest> attestations(
      Platforms platforms, List<PlatformImage> members) throws IOException {
    List<AttestationManifest> all = new ArrayList<>();
    if (platforms.attested()) {
      for (PlatformImage member : members) {
        BuiltImage built = member.built();
        Map<String, byte[]> predicates = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : ATTESTED.entrySet()) {
          predicates.put(
              file.getKey(), Files.readAllBytes(built.folder().resolve(file.getValue())));
        }
        String platform = URLEncoder.encode(member.spec().platform().toString(), UTF_8);
        String name =
            "pkg:docker/%s@%s?platform=%s".formatted(built.name(), built.tags().get(0), platform);
        all.add(AttestationManifest.of(built.digest(), name, predicates));
      }
    }
    return all;
  }

  /** An image of one platform, and its folder. */
  public record Member(Digest id, Digest digest, Path folder) {}

  /** The image of that platform; the first one where there is none of it, or one image alone. */
  public static Member member(BuiltImage index, Optional<Platform> wanted) {
    if (index.platforms().isEmpty()) {
      return new Member(index.id(), index.digest(), index.folder());
    }
    try {
      JsonNode all =
          JSON.readTree(Files.readAllBytes(index.folder().resolve(FILE))).path("platforms");
      JsonNode found = all.path(0);
      for (JsonNode node : all) {
        if (wanted.map(Platform::toString).equals(Optional.of(node.path("platform").asText("")))) {
          found = node;
        }
      }
      return new Member(
          Digest.parse(found.path("id").asText("")),
          Digest.parse(found.path(found.has(OCI) ? OCI : "digest").asText("")),
          index.folder().resolve(found.path("folder").asText("")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the images are in which folders: by the digests that a registry knows them by. */
  public static Map<Digest, Path> folders(BuiltImage image) {
    if (image.platforms().isEmpty()) {
      return Map.of(image.digest(), image.folder());
    }
    try {
      Map<Digest, Path> folders = new LinkedHashMap<>();
      for (JsonNode platform :
          JSON.readTree(Files.readAllBytes(image.folder().resolve(FILE))).path("platforms")) {
        folders.put(
            Digest.parse(platform.path("digest").asText("")),
            image.folder().resolve(platform.path("folder").asText("")));
      }
      return folders;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] description(List<PlatformImage> members, ImageIndex index)
      throws IOException {
    BuiltImage first = members.get(0).built();
    ObjectNode root = JSON.createObjectNode();
    root.put("image", first.name().toString());
    first.tags().forEach(root.putArray("tags")::add);
    root.put("digest", index.digest().oci());
    root.put("mediaType", index.mediaType());
    for (int i = 0; i < members.size(); i++) {
      PlatformImage each = members.get(i);
      Digest listed = index.images().get(i).digest();
      ObjectNode node = root.withArray("platforms").addObject();
      node.put("platform", each.spec().platform().toString());
      node.put("digest", listed.oci());
      if (!listed.equals(each.built().digest())) {
        node.put(OCI, each.built().digest().oci());
      }
      node.put("id", each.built().id().oci());
      node.put("size", each.built().sizes().compressed());
      node.put("folder", each.spec().platform().id());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
