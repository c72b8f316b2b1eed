package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.SignedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is stated about one image, verified by the signers of a policy; the one way by which images
 * are checked and rebuilt.
 */
final class Statements {
  /** A predicate of a hundred thousand parts. */
  static final int LARGEST = 128 << 20;

  /** CycloneDX's media type, of a list of parts that is not signed. */
  private static final String SBOM = "application/vnd.cyclonedx+json";

  private final Digest image;
  private final String subject;
  private final List<TrustedSigner> trusted;
  private final boolean all;

  /** By kind: each statement's content, and who signed it. */
  private final Map<String, Map<JsonNode, Set<String>>> verified = new TreeMap<>();

  private final Map<String, List<String>> refused = new TreeMap<>();
  private final Set<String> signers = new LinkedHashSet<>();
  private final List<TrustCheck> swapped = new ArrayList<>();

  /** By media type: what is kept beside the image and not signed. */
  private final Map<String, List<byte[]>> bare = new TreeMap<>();

  private Statements(Digest image, String subject, List<TrustedSigner> trusted, boolean all) {
    this.image = image;
    this.subject = subject;
    this.trusted = trusted;
    this.all = all;
  }

  /**
   * Reads all that the registry keeps about an image.
   *
   * @param subject what rows call the image
   */
  static Statements read(
      RegistryReader registry, Digest image, String subject, TrustPolicy policy) {
    Statements all = new Statements(image, subject, policy.signers(), policy.allKeys());
    all.add(registry);
    new SimpleSignatures(registry, image).signers(policy.keys()).forEach(all.signers::add);
    return all;
  }

  /** The same without a policy: what is said is believed, whoever says it. */
  static Statements believed(RegistryReader registry, Digest image) {
    Statements all = new Statements(image, "image", List.of(Anybody.INSTANCE), false);
    all.add(registry);
    return all;
  }

  /** Those of one kind, so that the others need not be brought here. */
  static Statements believed(RegistryReader registry, Digest image, String predicateType) {
    Statements all = new Statements(image, "image", List.of(Anybody.INSTANCE), false);
    registry.referrers(image).stream()
        .filter(each -> kind(each).equals(predicateType))
        .forEach(each -> all.add(registry, each));
    return all;
  }

  private static String kind(JsonNode descriptor) {
    return descriptor.at("/annotations/dev.sigstore.bundle.predicateType").asText("");
  }

  private void add(RegistryReader registry) {
    registry.referrers(image).forEach(referrer -> add(registry, referrer));
  }

  private void add(RegistryReader registry, JsonNode descriptor) {
    String type = descriptor.path("artifactType").asText("");
    String kind = kind(descriptor);
    try {
      Artifact artifact = Artifact.read(registry, descriptor);
      if (SignedStatement.isBundle(artifact.mediaType())) {
        add(SignedStatement.parse(artifact.content()), artifact.content());
      } else {
        bare.computeIfAbsent(artifact.mediaType(), any -> new ArrayList<>())
            .add(artifact.content());
      }
    } catch (IOException | SignException e) {
      refuse(kind.isEmpty() ? type : kind, String.valueOf(e.getMessage()));
    }
  }

  private void add(SignedStatement statement, byte[] bundle) {
    String type = statement.predicateType();
    List<String> by = new ArrayList<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (TrustedSigner signer : trusted) {
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
      verified
          .computeIfAbsent(type, any -> new LinkedHashMap<>())
          .computeIfAbsent(statement.predicate(), any -> new LinkedHashSet<>())
          .addAll(by);
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

  /** The verified predicates of a kind, each signed by as many as the policy requires. */
  List<JsonNode> of(String predicateType) {
    return verified.getOrDefault(predicateType, Map.of()).entrySet().stream()
        .filter(statement -> missing(statement.getValue()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is kept beside the image unsigned, by its media type. */
  List<byte[]> bare(String mediaType) {
    return bare.getOrDefault(mediaType, List.of());
  }

  /** Why statements don't count, a sentence each. */
  List<String> refusals() {
    return Stream.concat(
            refused.values().stream().flatMap(List::stream),
            swapped.stream().map(TrustCheck::detail))
        .distinct()
        .toList();
  }

  /** Who should have signed besides. */
  private List<TrustedSigner> missing(Set<String> by) {
    return all || by.isEmpty()
        ? trusted.stream().filter(signer -> !by.contains(signer.name())).toList()
        : List.of();
  }

  /** The rows about signature and statements themselves. */
  List<TrustCheck> checks(List<String> required) {
    List<TrustCheck> checks = new ArrayList<>();
    checks.add(signature());
    checks.addAll(swapped);
    Set<String> types = new LinkedHashSet<>(TrustPolicy.USUAL);
    types.addAll(required);
    types.addAll(verified.keySet());
    types.addAll(refused.keySet());
    types.remove(Attestation.SIGNATURE);
    types.forEach(type -> checks.add(statement(type, required.contains(type))));
    List<JsonNode> signed = of(Attestation.CYCLONEDX);
    if (!signed.isEmpty() && !bare(SBOM).stream().allMatch(sbom -> isOneOf(signed, sbom))) {
      checks.add(
          TrustCheck.failed(
              subject, "sbom", "the unsigned SBOM beside it differs from the signed one"));
    }
    return checks;
  }

  private static boolean isOneOf(List<JsonNode> signed, byte[] sbom) {
    try {
      return signed.contains(Artifact.json(sbom));
    } catch (IOException e) {
      return false;
    }
  }

  private TrustCheck signature() {
    List<TrustedSigner> missing = missing(signers);
    if (missing.isEmpty()) {
      boolean keys = trusted.stream().allMatch(TrustedKey.class::isInstance);
      return TrustCheck.ok(
          subject, "signature", (keys ? "by the key " : "by ") + String.join(", ", signers));
    }
    List<String> others = refused.getOrDefault(Attestation.SIGNATURE, List.of());
    String found = others.isEmpty() ? "it has no signature" : String.join("; ", others);
    return TrustCheck.failed(
        subject,
        "signature",
        "expected one by %s (%s), but %s"
            .formatted(
                all ? "each signer" : "one of the signers",
                described(missing),
                signers.isEmpty() ? found : "only " + signers + " signed it"));
  }

  private static String described(List<TrustedSigner> signers) {
    return String.join(", ", signers.stream().map(TrustedSigner::description).toList());
  }

  private TrustCheck statement(String type, boolean required) {
    int count = of(type).size();
    if (count > 0 && required && type.equals(Attestation.VSA) && !hasPassed()) {
      return TrustCheck.failed(
          subject,
          row(type),
          "expected a verificationResult of PASSED, found " + String.join(", ", verdicts()));
    }
    if (count > 0) {
      return TrustCheck.ok(
          subject, row(type), count == 1 ? "attested" : "attested, " + count + " statements");
    }
    List<String> others = new ArrayList<>(refused.getOrDefault(type, List.of()));
    boolean forged = !others.isEmpty();
    verified
        .getOrDefault(type, Map.of())
        .values()
        .forEach(by -> others.add("it is not signed by " + described(missing(by))));
    if (forged || (!others.isEmpty() && (required || TrustPolicy.USUAL.contains(type)))) {
      return TrustCheck.failed(
          subject, row(type), "no attestation of it holds: " + String.join("; ", others));
    }
    if (!others.isEmpty()) { // Such as the verdict of one who rebuilt it.
      return TrustCheck.none(subject, row(type), "doesn't count: " + String.join("; ", others));
    }
    return required
        ? TrustCheck.failed(subject, row(type), "it is not attested, and the policy requires it")
        : TrustCheck.none(subject, row(type), "not attested, and not required");
  }

  private boolean hasPassed() {
    return verdicts().contains("PASSED");
  }

  private List<String> verdicts() {
    return of(Attestation.VSA).stream()
        .map(verdict -> verdict.path("verificationResult").asText("none"))
        .distinct()
        .toList();
  }

  private static String row(String type) {
    return type.equals(Attestation.SIGNATURE) ? "signature" : TrustPolicy.name(type);
  }
}
