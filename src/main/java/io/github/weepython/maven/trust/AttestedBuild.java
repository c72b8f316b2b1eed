package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.SignedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an image's attestations say of how it was built.
 *
 * @param provenance SLSA's predicate
 * @param lock the content of the lock file that gives the same inputs
 * @param profiles of an optimized flavour, not yet compared with any digest
 */
public record AttestedBuild(JsonNode provenance, Optional<JsonNode> lock, List<byte[]> profiles) {
  private static final String SPEC = "/buildDefinition/externalParameters/spec";

  public AttestedBuild {
    profiles = List.copyOf(profiles);
  }

  /**
   * Reads it.
   *
   * @param policy who must have signed; without one, what is said is believed
   * @throws TrustException when there is no provenance that holds
   */
  public static AttestedBuild read(
      RegistryReader registry, Digest image, Optional<TrustPolicy> policy) {
    List<SignedStatement> believed = new ArrayList<>();
    List<byte[]> profiles = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (JsonNode descriptor : registry.referrers(image)) {
      try {
        Artifact artifact = Artifact.read(registry, descriptor);
        if (artifact.mediaType().equals(Attestation.PROFILE)) {
          profiles.add(artifact.content());
        } else if (SignedStatement.isBundle(artifact.mediaType())) {
          SignedStatement statement = SignedStatement.parse(artifact.content());
          Optional<String> why = refusal(statement, artifact.content(), image, policy);
          why.ifPresentOrElse(refused::add, () -> believed.add(statement));
        }
      } catch (IOException | SignException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    JsonNode provenance =
        predicate(believed, Attestation.PROVENANCE).orElseThrow(() -> missing(image, refused));
    return new AttestedBuild(provenance, predicate(believed, Attestation.LOCK), profiles);
  }

  private static Optional<String> refusal(
      SignedStatement statement, byte[] bundle, Digest image, Optional<TrustPolicy> policy) {
    if (!statement.isAbout(image)) {
      return Optional.of("a statement is about " + String.join(", ", statement.subjects()));
    }
    List<String> reasons = new ArrayList<>();
    for (TrustedSigner signer : policy.map(TrustPolicy::signers).orElse(List.of())) {
      Optional<String> why = signer.refusal(statement, bundle);
      if (why.isEmpty()) {
        return Optional.empty();
      }
      reasons.add(why.get());
    }
    return policy.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  private static Optional<JsonNode> predicate(List<SignedStatement> all, String type) {
    // Of several by several versions of wee, the one that says most.
    return all.stream()
        .filter(statement -> statement.predicateType().equals(type))
        .map(SignedStatement::predicate)
        .max(Comparator.comparing(predicate -> predicate.at(SPEC).isObject()));
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
