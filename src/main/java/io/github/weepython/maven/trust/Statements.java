package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.SignedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is stated about one image, verified by the signers of a policy. */
final class Statements {
  /** A predicate of a hundred thousand parts. */
  static final int LARGEST = 128 << 20;

  private final Digest image;
  private final String subject;
  private final TrustPolicy policy;
  private final Map<String, List<JsonNode>> verified = new TreeMap<>();
  private final Map<String, List<String>> refused = new TreeMap<>();
  private final Set<String> signers = new LinkedHashSet<>();
  private final List<TrustCheck> swapped = new ArrayList<>();
  private final List<JsonNode> bareSboms = new ArrayList<>();

  private Statements(Digest image, String subject, TrustPolicy policy) {
    this.image = image;
    this.subject = subject;
    this.policy = policy;
  }

  /**
   * Reads all that the registry keeps about an image.
   *
   * @param subject what rows call the image
   */
  static Statements read(
      RegistryReader registry, Digest image, String subject, TrustPolicy policy) {
    Statements all = new Statements(image, subject, policy);
    for (JsonNode referrer : registry.referrers(image)) {
      all.add(registry, referrer);
    }
    new SimpleSignatures(registry, image).signers(policy.keys()).forEach(all.signers::add);
    return all;
  }

  private void add(RegistryReader registry, JsonNode descriptor) {
    String type = descriptor.path("artifactType").asText();
    String kind = descriptor.at("/annotations/dev.sigstore.bundle.predicateType").asText();
    try {
      Artifact artifact = Artifact.read(registry, descriptor);
      if (artifact.mediaType().equals("application/vnd.cyclonedx+json")) {
        bareSboms.add(Artifact.json(artifact.content()));
      } else if (SignedStatement.isBundle(artifact.mediaType())) {
        add(SignedStatement.parse(artifact.content()), artifact.content());
      }
    } catch (IOException | SignException e) {
      refuse(kind.isEmpty() ? type : kind, String.valueOf(e.getMessage()));
    }
  }

  private void add(SignedStatement statement, byte[] bundle) {
    String type = statement.predicateType();
    List<String> by = new ArrayList<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (TrustedSigner signer : policy.signers()) {
      Optional<String> refusal = signer.refusal(statement, bundle);
      refusal.ifPresentOrElse(reasons::add, () -> by.add(signer.name()));
    }
    if (by.isEmpty()) {
      reasons.forEach(why -> refuse(type, why));
    } else if (!statement.isAbout(image)) {
      swapped.add(
          TrustCheck.failed(
              subject,
              row(type),
              "it is about %s, not about this image, %s"
                  .formatted(String.join(", ", statement.subjects()), image)));
    } else {
      verified.computeIfAbsent(type, any -> new ArrayList<>()).add(statement.predicate());
      if (type.equals(Attestation.SIGNATURE)) {
        signers.addAll(by);
      }
    }
  }

  private void refuse(String type, String why) {
    refused.computeIfAbsent(type, any -> new ArrayList<>()).add(why);
  }

  /** What rows call the image. */
  String subject() {
    return subject;
  }

  /** The verified predicates of a kind. */
  List<JsonNode> of(String predicateType) {
    return verified.getOrDefault(predicateType, List.of());
  }

  /** The rows about signature and statements themselves. */
  List<TrustCheck> checks() {
    List<TrustCheck> checks = new ArrayList<>();
    checks.add(signature());
    checks.addAll(swapped);
    Set<String> types = new LinkedHashSet<>(TrustPolicy.KINDS.values());
    types.addAll(verified.keySet());
    types.addAll(refused.keySet());
    types.remove(Attestation.SIGNATURE);
    types.forEach(type -> checks.add(statement(type)));
    bareSboms.stream()
        .filter(each -> !of(Attestation.CYCLONEDX).contains(each))
        .filter(each -> verified.containsKey(Attestation.CYCLONEDX))
        .forEach(
            each ->
                checks.add(
                    TrustCheck.failed(
                        subject,
                        "sbom",
                        "the unsigned SBOM beside it differs from the signed one")));
    return checks;
  }

  private TrustCheck signature() {
    List<TrustedSigner> missing =
        policy.signers().stream().filter(signer -> !signers.contains(signer.name())).toList();
    boolean enough = policy.allKeys() ? missing.isEmpty() : !signers.isEmpty();
    if (enough) {
      String who = policy.identities().isEmpty() ? "by the key " : "by ";
      return TrustCheck.ok(subject, "signature", who + String.join(", ", signers));
    }
    List<String> others = refused.getOrDefault(Attestation.SIGNATURE, List.of());
    String found = others.isEmpty() ? "it has no signature" : String.join("; ", others);
    return TrustCheck.failed(
        subject,
        "signature",
        "expected one by %s (%s), but %s"
            .formatted(
                policy.allKeys() ? "each signer" : "one of the signers",
                String.join(", ", missing.stream().map(TrustedSigner::description).toList()),
                signers.isEmpty() ? found : "only " + signers + " signed it"));
  }

  private TrustCheck statement(String type) {
    int count = of(type).size();
    List<String> others = refused.getOrDefault(type, List.of());
    if (count > 0) {
      return TrustCheck.ok(
          subject, row(type), count == 1 ? "attested" : "attested, " + count + " statements");
    }
    if (!others.isEmpty()) {
      return TrustCheck.failed(
          subject, row(type), "no attestation of it holds: " + String.join("; ", others));
    }
    return policy.required().contains(type)
        ? TrustCheck.failed(subject, row(type), "it is not attested, and the policy requires it")
        : TrustCheck.none(subject, row(type), "not attested, and not required");
  }

  private static String row(String type) {
    return type.equals(Attestation.SIGNATURE) ? "signature" : TrustPolicy.name(type);
  }
}
