package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.TrustService;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks an image of a registry, and of an index each platform's: its signature and attestations by
 * public keys, every layer by digest, size and diff ID, the SBOM and the provenance against what
 * the layers hold, and the policy of {@code <trust>}. The result is a table in the log and {@code
 * target/wee/verify-image.json}; whatever doesn't hold fails the build.
 */
@Mojo(name = "verify-image", requiresProject = false, threadSafe = true)
public final class VerifyImageMojo extends AbstractWeeMojo {
  /** Skips the check. */
  @Parameter(property = "wee.skipVerifyImage", defaultValue = "false")
  private boolean skipVerifyImage;

  /**
   * The image, as {@code registry.example.com/team/python:3.13.5-wee}. If a digest follows, the tag
   * must still stand for it. After {@code wee:push} in the same run, what was pushed.
   */
  @Parameter(property = "wee.reference", required = true)
  private String reference;

  /**
   * Whom to trust: {@code <key>} or {@code <keys>}, files with public keys in PEM, any of which
   * must have signed ({@code <allKeys>}: each of them); or, of images signed without a key, {@code
   * <identity>} and {@code <issuer>}, whom that CI service vouched for (an asterisk stands for any
   * text); {@code <builder>}, the id that provenance must name; {@code <suite>}, the oldest Debian
   * release that will do; {@code <attestations>}, which of {@code sbom}, {@code provenance} and
   * {@code vex} must be there; {@code <anyTag>}, whether the image may have a tag that it was not
   * built with.
   */
  @Parameter private @Nullable TrustElement trust;

  /** Files with public keys, instead of those of {@code <trust>}; separated by commas. */
  @Parameter(property = "wee.trust.key")
  private @Nullable List<File> trustKey;

  /** Whom a CI service vouched for, instead of the {@code <identity>} of {@code <trust>}. */
  @Parameter(property = "wee.trust.identity")
  private @Nullable String trustIdentity;

  /** The CI service that vouched, instead of the {@code <issuer>} of {@code <trust>}. */
  @Parameter(property = "wee.trust.issuer")
  private @Nullable String trustIssuer;

  /** The builder's id that provenance must name, instead of that of {@code <trust>}. */
  @Parameter(property = "wee.trust.builder")
  private @Nullable String trustBuilder;

  /** The oldest Debian release that will do, instead of that of {@code <trust>}. */
  @Parameter(property = "wee.trust.suite")
  private @Nullable String trustSuite;

  /** What must be attested, instead of that of {@code <trust>}; separated by commas. */
  @Parameter(property = "wee.trust.attestations")
  private @Nullable String trustAttestations;

  /** Whether the image may have a tag that it was not built with. */
  @Parameter(property = "wee.trust.anyTag", defaultValue = "false")
  private boolean trustAnyTag;

  /** Where the result is written. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /** Seconds after which reading the registry gives up. */
  @Parameter(property = "wee.pullTimeout", defaultValue = "600")
  private int pullTimeout;

  /** Whether plain HTTP will do for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  @Override
  boolean skipThis() {
    return skipVerifyImage;
  }

  @Override
  void run() {
    ImageReference image = ImageReference.parse(reference);
    new TrustService(environment(), progress())
        .check(
            image,
            policy(trust == null ? new TrustElement() : trust),
            inProject(output),
            Duration.ofSeconds(pullTimeout),
            allowInsecureRegistry);
  }

  private TrustPolicy policy(TrustElement element) {
    Optional<String> suite = ParameterParser.text(trustSuite).or(element::suite);
    String required = trustAttestations == null ? element.attestations() : trustAttestations;
    return new TrustPolicy(
        element.keys(trustKey),
        identity(element).stream().toList(),
        element.allKeys(),
        ParameterParser.text(trustBuilder).or(element::builder),
        suite.map(Suite::parse),
        TrustPolicy.kinds(ParameterParser.list(required)),
        trustAnyTag || element.anyTag());
  }

  private Optional<TrustedIdentity> identity(TrustElement element) {
    return environment()
        .trustedIdentity(
            ParameterParser.text(trustIdentity).or(element::identity),
            ParameterParser.text(trustIssuer).or(element::issuer));
  }
}
