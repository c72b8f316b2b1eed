package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryImage;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.trust.AttestedBuild;
import io.github.weepython.maven.trust.TaggedBuild;
import io.github.weepython.maven.trust.TrustException;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.IOException;
import java.util.Optional;

/** Finds out how an image was built, or what should stand in its place. */
final class ProvenanceLookup {
  private final RegistryReader registry;
  private final Optional<TrustPolicy> policy;
  private final Progress progress;

  /**
   * @param policy who must have signed; without one, what is said is believed
   */
  ProvenanceLookup(RegistryReader registry, Optional<TrustPolicy> policy, Progress progress) {
    this.registry = registry;
    this.policy = policy;
    this.progress = progress;
  }

  /**
   * What attestations say of an image; where it has none that hold, of what was built as its tag.
   *
   * @param of the image whose attestations count, instead of the given one
   * @throws TrustException when there are none either way
   */
  AttestedBuild find(
      ImageReference reference, RegistryImage image, Optional<Digest> of, Platform platform)
      throws IOException {
    Digest described = of.orElse(image.digest());
    try {
      AttestedBuild build = AttestedBuild.read(registry, described, policy);
      progress.info(
          policy.isPresent()
              ? "The provenance of %s is signed as <trust> requires".formatted(described)
              : "No key is given: the provenance of %s is trusted unverified".formatted(described));
      return build;
    } catch (TrustException e) {
      if (of.isPresent() || reference.tag().isEmpty()) {
        throw e;
      }
      return tagged(reference.tag().get(), image, platform).orElseThrow(() -> e);
    }
  }

  /** What was built as that tag, where somebody has put another image there. */
  private Optional<AttestedBuild> tagged(String tag, RegistryImage image, Platform platform)
      throws IOException {
    Optional<TaggedBuild> build =
        TaggedBuild.closest(registry, tag, platform.toString(), image.bytes(), policy);
    build.ifPresent(
        found ->
            progress.warn(
                ("%s has no valid provenance. It is compared with what the provenance of %s"
                        + " builds, which was built as %s.")
                    .formatted(image.digest(), found.image(), tag)));
    return build.map(TaggedBuild::build);
  }
}
