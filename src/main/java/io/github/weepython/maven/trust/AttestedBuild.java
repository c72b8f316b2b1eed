package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.spec.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an image's attestations say of how it was built.
 *
 * @param provenance SLSA's predicate
 * @param lock the content of the lock file that gives the same inputs
 * @param profiles of an optimized flavour, not yet compared with any digest
 */
public record AttestedBuild(JsonNode provenance, Optional<JsonNode> lock, List<byte[]> profiles) {
  private static final String EXTERNAL = "/buildDefinition/externalParameters";
  private static final String SPEC = EXTERNAL + "/spec";

  public AttestedBuild {
    profiles = List.copyOf(profiles);
  }

  /**
   * Reads it, by the same rules as an image is checked by.
   *
   * @param policy who must have signed, and which builder must have built; without one, what is
   *     said is believed
   * @throws TrustException when there is no provenance that holds
   */
  public static AttestedBuild read(
      RegistryReader registry, Digest image, Optional<TrustPolicy> policy) {
    Statements statements =
        policy
            .map(by -> Statements.read(registry, image, "image", by))
            .orElseGet(() -> Statements.believed(registry, image));
    List<String> refused = new ArrayList<>(statements.refusals());
    List<JsonNode> provenance = new ArrayList<>();
    for (JsonNode predicate : statements.of(Attestation.PROVENANCE)) {
      policy
          .flatMap(by -> refusal(by, predicate))
          .ifPresentOrElse(refused::add, () -> provenance.add(predicate));
    }
    return new AttestedBuild(
        // Of several by several versions of wee, the one that says most.
        provenance.stream()
            .max(Comparator.comparing(predicate -> predicate.at(SPEC).isObject()))
            .orElseThrow(() -> missing(image, refused)),
        statements.of(Attestation.LOCK).stream().findFirst(),
        statements.bare(Attestation.PROFILE));
  }

  private static Optional<String> refusal(TrustPolicy policy, JsonNode provenance) {
    String builder = provenance.at("/runDetails/builder/id").asText("");
    if (policy.builder().filter(id -> !id.equals(builder)).isPresent()) {
      return Optional.of(
          "it was built by %s instead of %s".formatted(builder, policy.builder().get()));
    }
    String suite = provenance.at(EXTERNAL + "/suite").asText("");
    if (policy.suite().filter(oldest -> !isAtLeast(suite, oldest)).isPresent()) {
      return Optional.of(
          "it is made of Debian '%s' instead of %s or newer"
              .formatted(suite, policy.suite().get().codename()));
    }
    return Optional.empty();
  }

  private static boolean isAtLeast(String codename, Suite oldest) {
    return Stream.of(Suite.values())
        .anyMatch(suite -> suite.codename().equals(codename) && suite.compareTo(oldest) >= 0);
  }

  private static TrustException missing(Digest image, List<String> refused) {
    return new TrustException(
        ("%s has no provenance attestation that holds%s.%nAn image gets one when it is pushed with"
                + " <sign> and <attest>. To compare it with what the provenance of another digest"
                + " builds, set -Dwee.provenanceOf.")
            .formatted(
                image,
                refused.isEmpty()
                    ? ""
                    : ": " + String.join("; ", refused.stream().distinct().toList())));
  }
}
