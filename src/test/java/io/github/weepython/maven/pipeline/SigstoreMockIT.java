package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeylessSigner;
import io.github.weepython.maven.sign.SigstoreServices;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.sigstore.SigstoreMock;
import io.github.weepython.maven.sigstore.SigstoreServer;
import io.github.weepython.maven.sigstore.SigstoreVerifier;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs without a key by Sigstore's own mock of its services. */
class SigstoreMockIT extends TrustRig {
  private static final String ISSUER = "https://token.actions.githubusercontent.com";
  private static final SigstoreIdentity JOB =
      new SigstoreIdentity(
          "https://github.com/team/app/.github/workflows/release.yml@refs/heads/main", ISSUER);
  private static final Digest IMAGE = Digest.of("an image");

  @TempDir static Path mock;
  private static SigstoreMock sigstore;

  @BeforeAll
  static void startMock() throws Exception {
    sigstore = new SigstoreMock(mock);
  }

  @AfterAll
  static void stopMock() throws Exception {
    sigstore.close();
  }

  private static KeylessSigner signer(URI fulcio, Optional<URI> timestamps) {
    return new KeylessSigner(
        new SigstoreServices(fulcio, sigstore.uri(), timestamps),
        Map.of("SIGSTORE_ID_TOKEN", SigstoreMock.token(JOB)),
        Network.DIRECT,
        new Backoff(Duration.ofMillis(1), new Random(7), Backoff.Pause.REAL),
        InstantSource.system());
  }

  private static SigstoreVerifier verifier() throws Exception {
    return new SigstoreVerifier(TrustedRoot.parse(Files.readAllBytes(sigstore.trustedRoot())));
  }

  private static TrustPolicy trusting(String subject, String issuer) throws Exception {
    return new TrustPolicy(
        List.of(),
        List.of(new TrustedIdentity(new SigstoreIdentity(subject, issuer), verifier())),
        false,
        Optional.empty(),
        Optional.empty(),
        TrustPolicy.kinds(List.of("sbom", "provenance", "vex")),
        false);
  }

  @Test
  void certificateProofAndIdentityHoldForIndexAndPlatform() throws Exception {
    KeylessSigner signer =
        signer(sigstore.uri(), Optional.of(sigstore.timestampAuthority())).certified();
    List<Digest> all =
        images.push(
            (built, pushed, publisher, settings) ->
                new ImageSigner(signer, true)
                    .sign(built, pushed, publisher, settings, Progress.NONE));
    for (Digest digest : all) {
      String reference = "@" + digest.oci();
      assertThat(check(trusting(JOB.subject(), ISSUER), reference).failures()).isEmpty();
      assertThat(check(trusting("https://github.com/team/other/*", ISSUER), reference).failures())
          .anyMatch(line -> line.contains("signature: ") && line.contains(JOB.subject()));
      assertThat(check(trusting(JOB.subject(), "https://gitlab.com"), reference).failures())
          .anyMatch(line -> line.contains("is vouched for by '" + ISSUER + "'"));
      cosign(reference, JOB.subject());
      assertThatThrownBy(() -> cosign(reference, "https://github.com/team/other"))
          .isInstanceOf(AssertionError.class);
    }
  }

  private void cosign(String reference, String identity) throws Exception {
    Tool.run(
        "cosign",
        "verify",
        "--allow-http-registry",
        "--trusted-root",
        sigstore.trustedRoot().toString(),
        "--certificate-identity",
        identity,
        "--certificate-oidc-issuer",
        ISSUER,
        images.name() + reference);
  }

  @Test
  void whatIsExpiredOrOfAnotherRootIsRefused() throws Exception {
    byte[] good = Attestation.signature().bundle(IMAGE, signer(sigstore.uri(), Optional.empty()));
    assertThat(verifier().verifyStatement(good, JOB))
        .asString(StandardCharsets.UTF_8)
        .contains(IMAGE.hex());
    try (SigstoreServer other = new SigstoreServer()) {
      SigstoreVerifier another =
          new SigstoreVerifier(
              TrustedRoot.parse(other.trustedRoot().getBytes(StandardCharsets.UTF_8)));
      assertThatThrownBy(() -> another.verifyStatement(good, JOB))
          .isInstanceOf(SigstoreException.class)
          .hasMessageContaining("a transparency log that is not trusted");
    }
    byte[] late =
        Attestation.signature().bundle(IMAGE, signer(sigstore.expired(), Optional.empty()));
    assertThatThrownBy(() -> verifier().verifyStatement(late, JOB))
        .isInstanceOf(SigstoreException.class)
        .hasMessageContaining("but its certificate was valid from");
  }
}
