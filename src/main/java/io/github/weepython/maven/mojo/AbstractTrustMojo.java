package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.SigstoreAccess;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Whose signatures count, for all goals that use what others have made. */
abstract class AbstractTrustMojo extends AbstractWeeMojo {
  private static final String REMEDY =
      "Expected whom to trust: a <key>, or <identity> and <issuer>, each element of <trust> with a"
          + " value; or the same as -Dwee.trust.key and so on. Without <trust>, anybody is trusted.";

  /**
   * Whom to trust, for images and for the interpreters of {@code <interpreterCache>}: {@code <key>}
   * or {@code <keys>}, files with public keys in PEM, any of which must have signed ({@code
   * <allKeys>}: each of them); or, of images signed without a key, {@code <identity>} and {@code
   * <issuer>}, whom that CI service vouched for (an asterisk stands for any text); {@code
   * <builder>}, the id that provenance must name; {@code <suite>}, the oldest Debian release that
   * is accepted; {@code <attestations>}, which of {@code sbom}, {@code spdx}, {@code provenance},
   * {@code vex}, {@code lock}, {@code benchmarks} and {@code vsa} (a rebuild's verdict that passed)
   * must be there; {@code <anyTag>}, whether the image may have a tag that it was not built with.
   * An element that names nobody, or to which nothing gives a value, is an error.
   */
  @Parameter private @Nullable TrustElement trust;

  /** Files with public keys, instead of those of {@code <trust>}; separated by commas. */
  @Parameter(property = "wee.trust.key")
  private @Nullable List<File> trustKey;

  /** Whether each key and identity must have signed, rather than any of them. */
  @Parameter(property = "wee.trust.allKeys", defaultValue = "false")
  private boolean trustAllKeys;

  /** Whom a CI service vouched for, instead of the {@code <identity>} of {@code <trust>}. */
  @Parameter(property = "wee.trust.identity")
  private @Nullable String trustIdentity;

  /** The CI service that vouched, instead of the {@code <issuer>} of {@code <trust>}. */
  @Parameter(property = "wee.trust.issuer")
  private @Nullable String trustIssuer;

  /** The builder's id that provenance must name, instead of that of {@code <trust>}. */
  @Parameter(property = "wee.trust.builder")
  private @Nullable String trustBuilder;

  /** The oldest Debian release that is accepted, instead of that of {@code <trust>}. */
  @Parameter(property = "wee.trust.suite")
  private @Nullable String trustSuite;

  /** What must be attested, instead of that of {@code <trust>}; separated by commas. */
  @Parameter(property = "wee.trust.attestations")
  private @Nullable String trustAttestations;

  /** Whether the image may have a tag that it was not built with. */
  @Parameter(property = "wee.trust.anyTag", defaultValue = "false")
  private boolean trustAnyTag;

  /**
   * Whom to trust; anybody where there is neither {@code <trust>} nor a property of it.
   *
   * @throws io.github.weepython.maven.spec.SpecException when there is, and it names nobody
   */
  @Override
  final Optional<TrustPolicy> trusted() {
    refuseEmpty();
    return trust != null || propertiesSay() ? Optional.of(policy()) : Optional.empty();
  }

  private boolean propertiesSay() {
    return isNamed(trustKey)
        || trustAllKeys
        || Stream.of(trustIdentity, trustIssuer, trustBuilder, trustSuite, trustAttestations)
            .anyMatch(Objects::nonNull);
  }

  private void refuseEmpty() {
    emptyElements().refuse("trust", this::isOverridden, REMEDY);
  }

  private boolean isOverridden(String element) {
    return switch (element) {
      case "key", "keys" -> isNamed(trustKey);
      case "allKeys" -> trustAllKeys;
      case "identity" -> trustIdentity != null;
      case "issuer" -> trustIssuer != null;
      case "builder" -> trustBuilder != null;
      case "suite" -> trustSuite != null;
      case "attestations" -> trustAttestations != null;
      case "anyTag" -> trustAnyTag;
      default -> false;
    };
  }

  /** Maven makes an empty list where the user writes nothing. */
  private static boolean isNamed(@Nullable List<File> files) {
    return files != null && !files.isEmpty();
  }

  /**
   * The same.
   *
   * @throws io.github.weepython.maven.spec.SpecException when neither key nor identity is named
   */
  final TrustPolicy policy() {
    refuseEmpty();
    return policy(trust == null ? new TrustElement() : trust);
  }

  private List<VerificationKey> keys(TrustElement element) {
    List<File> files =
        isNamed(trustKey)
            ? ParameterParser.elementsOf("<trustKey> or -Dwee.trust.key", trustKey)
            : element.keys();
    return files.stream().flatMap(file -> VerificationKey.read(inProject(file)).stream()).toList();
  }

  private TrustPolicy policy(TrustElement element) {
    Optional<String> suite = ParameterParser.text(trustSuite).or(element::suite);
    String required = trustAttestations == null ? element.attestations() : trustAttestations;
    Optional<TrustedIdentity> identity =
        SigstoreAccess.trustedIdentity(
            ParameterParser.text(trustIdentity).or(element::identity),
            ParameterParser.text(trustIssuer).or(element::issuer),
            sigstore(),
            this::environment,
            progress());
    return new TrustPolicy(
        keys(element),
        identity.stream().toList(),
        trustAllKeys || element.allKeys(),
        ParameterParser.text(trustBuilder).or(element::builder),
        suite.map(text -> Suite.parse(text, "<suite> of <trust> or -Dwee.trust.suite")),
        TrustPolicy.kinds(ParameterParser.list(required)),
        trustAnyTag || element.anyTag());
  }
}
