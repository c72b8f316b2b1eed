package io.github.weepython.maven.output;

import static io.github.weepython.maven.Jackson.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.AttestationManifest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageIndex;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;

/** One image of several platforms: an index over the images, which stand in folders below it. */
public final class IndexWriter {
  /** What the index's folder says of it. */
  public static final String FILE = "image-index.json";

  /** The digest of the OCI image in a platform's folder, where the list names a Docker manifest. */
  private static final String OCI = "ociDigest";

  private static final String DIGEST = "image.digest";

  /** What an image of one platform alone has in its folder, beside its digest and its layout. */
  private static final List<String> SINGLE =
      List.of(
          "image.json",
          "image.tar",
          "image.id",
          "sbom.cdx.json",
          "sbom.spdx.json",
          "provenance.slsa.json",
          "vex.openvex.json",
          "rebuild.lock",
          "rebuild.profile",
          "pruned.json",
          "benchmarks.json");

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
      removeImages(
          folder, members.stream().map(each -> each.spec().platform()).collect(Collectors.toSet()));
      Files.deleteIfExists(json);
      for (String name : SINGLE) {
        Files.deleteIfExists(folder.resolve(name));
      }
      OciLayoutWriter.write(index.bundle(), first.tags(), folder.resolve("oci"));
      Files.writeString(folder.resolve(DIGEST), index.digest().oci() + "\n");
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
    JsonNode all = platforms(index);
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
  }

  /** What the images are in which folders: by the digests that a registry knows them by. */
  public static Map<Digest, Path> folders(BuiltImage image) {
    if (image.platforms().isEmpty()) {
      return Map.of(image.digest(), image.folder());
    }
    Map<Digest, Path> folders = new LinkedHashMap<>();
    for (JsonNode platform : platforms(image)) {
      folders.put(
          Digest.parse(platform.path("digest").asText("")),
          image.folder().resolve(platform.path("folder").asText("")));
    }
    return folders;
  }

  /** Of which platforms the images are, with what the index's folder says of each. */
  private static JsonNode platforms(BuiltImage index) {
    Path file = index.folder().resolve(FILE);
    try {
      return JSON.readTree(Files.readAllBytes(file)).path("platforms");
    } catch (IOException e) {
      throw new OutputException(
          "%s can't be read: %s.%nBuild the image anew: mvn package".formatted(file, Causes.of(e)),
          e);
    }
  }

  /**
   * Takes away the index that an earlier build of several platforms has left in a folder, and its
   * images; what is not wee's stays.
   */
  static void remove(Path folder) throws IOException {
    removeImages(folder, Set.of());
    Files.deleteIfExists(folder.resolve(FILE)); // Last: it is what says whose the others are.
  }

  /**
   * Takes away an earlier index's images.
   *
   * @param kept the platforms whose images stay
   */
  private static void removeImages(Path folder, Set<Platform> kept) throws IOException {
    if (!Files.exists(folder.resolve(FILE))) {
      return;
    }
    for (Architecture architecture : Architecture.values()) {
      Platform platform = new Platform("linux", architecture);
      Path image = folder.resolve(platform.id());
      if (!kept.contains(platform) && Files.isDirectory(image)) {
        FileUtils.deleteDirectory(image.resolve("oci").toFile());
        Files.deleteIfExists(image.resolve(DIGEST));
        for (String name : SINGLE) {
          Files.deleteIfExists(image.resolve(name));
        }
        removeIfEmpty(image);
      }
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
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
