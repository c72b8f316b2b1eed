package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An image of a repository whose attestations say that it was built as some tag, which may stand
 * for another image by now.
 *
 * @param image its digest
 * @param build what its attestations say
 * @param shared how many layers it has in common with the image that the tag stands for
 */
public record TaggedBuild(Digest image, AttestedBuild build, long shared) {
  private static final Pattern REFERRERS = Pattern.compile("sha256-[0-9a-f]{64}");

  /**
   * Looks at each image that has a tag for its attestations, as registries without the referrers
   * API have it.
   *
   * @param platform such as {@code linux/amd64}
   * @param found the manifest that the tag stands for, for this platform
   * @param policy who must have signed; without one, what is said is believed
   * @return of several, the one that has the most layers of that manifest
   */
  public static Optional<TaggedBuild> closest(
      RegistryReader registry,
      String tag,
      String platform,
      byte[] found,
      Optional<TrustPolicy> policy)
      throws IOException {
    Set<String> layers = layers(found);
    Stream.Builder<TaggedBuild> all = Stream.builder();
    for (String name : registry.tags()) {
      if (REFERRERS.matcher(name).matches()) {
        Digest image = Digest.parse(name.replace('-', ':'));
        read(registry, image, layers, policy)
            .filter(candidate -> candidate.isOf(tag, platform))
            .ifPresent(all);
      }
    }
    return all.build().max(Comparator.comparingLong(TaggedBuild::shared));
  }

  private static Optional<TaggedBuild> read(
      RegistryReader registry, Digest image, Set<String> layers, Optional<TrustPolicy> policy)
      throws IOException {
    Optional<RegistryReader.Manifest> manifest = registry.manifest(image.oci());
    if (manifest.isEmpty() || layers(manifest.get().bytes()).isEmpty()) {
      return Optional.empty(); // An index, whose images have attestations of their own.
    }
    try {
      AttestedBuild build = AttestedBuild.read(registry, image, policy);
      long shared = layers(manifest.get().bytes()).stream().filter(layers::contains).count();
      return Optional.of(new TaggedBuild(image, build, shared));
    } catch (TrustException e) {
      return Optional.empty();
    }
  }

  private boolean isOf(String tag, String platform) {
    JsonNode external = build.provenance().at("/buildDefinition/externalParameters");
    boolean tagged = false;
    for (JsonNode name : external.path("tags")) {
      tagged |= name.asText("").equals(tag);
    }
    return tagged && external.path("platform").asText("").equals(platform);
  }

  private static Set<String> layers(byte[] manifest) throws IOException {
    Set<String> layers = new HashSet<>();
    for (JsonNode layer : Artifact.json(manifest).path("layers")) {
      layers.add(layer.path("digest").asText(""));
    }
    return layers;
  }
}
