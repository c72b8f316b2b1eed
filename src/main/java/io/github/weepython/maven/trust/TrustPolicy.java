package io.github.weepython.maven.trust;

import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who and what the user trusts.
 *
 * @param keys public keys
 * @param identities whom a CI service vouches for; with the keys at least one
 * @param allKeys whether each key and identity must have signed, rather than any of them
 * @param builder the builder's id that provenance must name
 * @param suite the oldest Debian release that an image may be made of
 * @param required predicate types of statements that must be there
 * @param anyTag whether an image may have a tag that it was not built with
 */
public record TrustPolicy(
    List<VerificationKey> keys,
    List<TrustedIdentity> identities,
    boolean allKeys,
    Optional<String> builder,
    Optional<Suite> suite,
    List<String> required,
    boolean anyTag) {
  /** Those that each image should have: rows say so where they are missing. */
  static final List<String> USUAL =
      List.of(Attestation.PROVENANCE, Attestation.CYCLONEDX, Attestation.OPENVEX);

  /** The kinds of statements by the names that users know. */
  static final Map<String, String> KINDS =
      new TreeMap<>(
          Map.of(
              "sbom",
              Attestation.CYCLONEDX,
              "provenance",
              Attestation.PROVENANCE,
              "vex",
              Attestation.OPENVEX,
              "spdx",
              Attestation.SPDX,
              "lock",
              Attestation.LOCK,
              "benchmarks",
              Attestation.BENCHMARKS,
              "vsa",
              Attestation.VSA));

  public TrustPolicy {
    keys = List.copyOf(keys);
    identities = List.copyOf(identities);
    required = List.copyOf(required);
    if (keys.isEmpty() && identities.isEmpty()) {
      throw new SpecException(
          "No public key is given, so no signature could be verified. Set <trust><key> or"
              + " -Dwee.trust.key to a file such as sign.pub (openssl pkey -in sign.key -pubout"
              + " -out sign.pub); several are separated by commas. Of images that were signed"
              + " without a key, set <identity> and <issuer> of <trust>, or -Dwee.trust.identity"
              + " and -Dwee.trust.issuer.");
    }
  }

  /** A rebuild's verdict is about one platform's image, and none is about an index. */
  List<String> requiredOfIndex() {
    return required.stream().filter(type -> !type.equals(Attestation.VSA)).toList();
  }

  /** All whose signatures count. */
  /** Whose signatures count, and of how many: two policies of the same signers say the same. */
  public String trusted() {
    String ids =
        signers().stream().flatMap(each -> each.ids().stream()).sorted().toList().toString();
    return (allKeys ? "all of " : "any of ") + ids;
  }

  List<TrustedSigner> signers() {
    List<TrustedSigner> all = new ArrayList<>(identities);
    keys.forEach(key -> all.add(new TrustedKey(key)));
    return all;
  }

  /** With any of the keys, and nothing else required. */
  public static TrustPolicy of(List<VerificationKey> keys) {
    return new TrustPolicy(
        keys, List.of(), false, Optional.empty(), Optional.empty(), List.of(), false);
  }

  /**
   * Predicate types by their names.
   *
   * @throws SpecException when a name is not known
   */
  public static List<String> kinds(List<String> names) {
    return names.stream()
        .filter(name -> !name.isBlank())
        .map(
            name ->
                Optional.ofNullable(KINDS.get(name.strip().toLowerCase(Locale.ROOT)))
                    .orElseThrow(
                        () ->
                            new SpecException(
                                "<attestations> of <trust> or -Dwee.trust.attestations says '%s'. Expected some of: %s."
                                    .formatted(name, String.join(", ", KINDS.keySet())))))
        .toList();
  }

  /** The name that users know a kind of statement by. */
  static String name(String predicateType) {
    return KINDS.entrySet().stream()
        .filter(each -> each.getValue().equals(predicateType))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(predicateType);
  }
}
