package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.SigstoreAccess;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Whose signatures count, for all goals that use what others have made. */
abstract class AbstractTrustMojo extends AbstractWeeMojo {
  /**
   * Whom to trust, for images and for the interpreters of {@code <interpreterCache>}: {@code <key>}
   * or {@code <keys>}, files with public keys in PEM, any of which must have signed ({@code
   * <allKeys>}: each of them); or, of images signed without a key, {@code <identity>} and {@code
   * <issuer>}, whom that CI service vouched for (an asterisk stands for any text); {@code
   * <builder>}, the id that provenance must name; {@code <suite>}, the oldest Debian release that
   * is accepted; {@code <attestations>}, which of {@code sbom}, {@code spdx}, {@code provenance},
   * {@code vex}, {@code lock}, {@code benchmarks} and {@code vsa} (a rebuild's verdict that passed)
   * must be there; {@code <anyTag>}, whether the image may have a tag that it was not built with.
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

  /** Whom to trust; anybody where neither a key nor an identity nor a policy is named. */
  @Override
  final Optional<TrustPolicy> trusted() {
    TrustElement element = trust == null ? new TrustElement() : trust;
    return names(element) ? Optional.of(policy(element)) : Optional.empty();
  }

  private boolean names(TrustElement element) {
    return element.names()
        || TrustElement.isNamed(trustKey)
        || trustAllKeys
        || ParameterParser.text(trustIdentity)
            .or(() -> ParameterParser.text(trustIssuer))
            .or(() -> ParameterParser.text(trustBuilder))
            .or(() -> ParameterParser.text(trustSuite))
            .or(() -> ParameterParser.text(trustAttestations))
            .isPresent();
  }

  /**
   * The same.
   *
   * @throws io.github.weepython.maven.spec.SpecException when neither key nor identity is named
   */
  final TrustPolicy policy() {
    return policy(trust == null ? new TrustElement() : trust);
  }

  private TrustPolicy policy(TrustElement element) {
    Optional<String> suite = ParameterParser.text(trustSuite).or(element::suite);
    String required = trustAttestations == null ? element.attestations() : trustAttestations;
    List<VerificationKey> keys = element.keys(trustKey);
    Optional<TrustedIdentity> identity =
        SigstoreAccess.trustedIdentity(
            ParameterParser.text(trustIdentity).or(element::identity),
            ParameterParser.text(trustIssuer).or(element::issuer),
            sigstore(),
            this::environment,
            progress());
    return new TrustPolicy(
        keys,
        identity.stream().toList(),
        trustAllKeys || element.allKeys(),
        ParameterParser.text(trustBuilder).or(element::builder),
        suite.map(text -> Suite.parse(text, "<suite> of <trust> or -Dwee.trust.suite")),
        TrustPolicy.kinds(ParameterParser.list(required)),
        trustAnyTag || element.anyTag());
  }
}
