package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.publish.SignedImages;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeylessSigner;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.SigstoreServices;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.sigstore.SigstoreServer;
import io.github.weepython.maven.sigstore.SigstoreVerifier;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's cosign judges what was signed by a CI job's identity, without the internet. */
class KeylessSigningIT {
  private static final String JOB = "ci@example.com";

  @TempDir Path dir;
  private SigstoreServer sigstore;

  @BeforeEach
  void start() throws Exception {
    sigstore = new SigstoreServer();
  }

  @AfterEach
  void stop() {
    sigstore.close();
  }

  private KeylessSigner signer(Map<String, String> variables) {
    return signer(variables, sigstore.uri());
  }

  private KeylessSigner signer(Map<String, String> variables, URI rekor) {
    return new KeylessSigner(
        new SigstoreServices(sigstore.uri(), rekor, Optional.empty()),
        variables,
        Network.DIRECT,
        new Backoff(Duration.ofMillis(1), new Random(7), Backoff.Pause.REAL),
        InstantSource.system());
  }

  private Map<String, String> job() {
    return Map.of("SIGSTORE_ID_TOKEN", sigstore.token(JOB, Instant.now().plusSeconds(300)));
  }

  @Test
  void cosignVerifiesIndexAndEachPlatform() throws Exception {
    sigstore.failNext(2);
    KeylessSigner signer = signer(job()).certified();
    assertThat(signer.name()).isEqualTo("the identity " + JOB);
    try (RegistryServer registry = RegistryServer.start(dir)) {
      SignedImages images = new SignedImages(dir, registry.port());
      List<Digest> all =
          images.push(
              (built, pushed, publisher, settings) ->
                  new ImageSigner(signer, true)
                      .sign(built, pushed, publisher, settings, Progress.NONE));
      for (Digest digest : all) {
        String reference = images.name() + "@" + digest.oci();
        cosign(reference, JOB, "verify");
        for (String type : List.of("slsaprovenance1", "cyclonedx", "openvex")) {
          cosign(reference, JOB, "verify-attestation", "--type", type);
        }
        assertThatThrownBy(() -> cosign(reference, "other@example.com", "verify"))
            .isInstanceOf(AssertionError.class);
        assertThat(check(images, reference, "ci@*")).isEmpty();
        assertThat(check(images, reference, "ci@*.org"))
            .anyMatch(
                line ->
                    line.contains("signature: expected one by one of the signers (ci@*.org")
                        && line.endsWith("it is signed by ci@example.com; expected ci@*.org"));
      }
    }
  }

  /** What wee:verify-image finds wrong. */
  private List<String> check(SignedImages images, String reference, String identity)
      throws Exception {
    TrustedIdentity trusted =
        new TrustedIdentity(
            new SigstoreIdentity(identity, SigstoreServer.ISSUER),
            new SigstoreVerifier(
                TrustedRoot.parse(sigstore.trustedRoot().getBytes(StandardCharsets.UTF_8))));
    TrustPolicy policy =
        new TrustPolicy(
            List.of(),
            List.of(trusted),
            false,
            Optional.empty(),
            Optional.empty(),
            TrustPolicy.kinds(List.of("sbom", "provenance", "vex")),
            false);
    ImageReference image = ImageReference.parse(reference);
    try (RegistryReader reader =
        new RegistryReader(image.name(), image.digest().orElseThrow(), images.settings())) {
      return new ImageTrust(reader, policy, dir.resolve("layers"), Progress.NONE)
          .check(image)
          .failures();
    }
  }

  private void cosign(String reference, String identity, String goal, String... more)
      throws Exception {
    Path root = dir.resolve("trusted_root.json");
    Files.writeString(root, sigstore.trustedRoot());
    List<String> command = new ArrayList<>(List.of("cosign", goal, "--allow-http-registry"));
    command.addAll(List.of("--trusted-root", root.toString()));
    command.addAll(List.of("--certificate-identity", identity));
    command.addAll(List.of("--certificate-oidc-issuer", SigstoreServer.ISSUER));
    command.addAll(List.of(more));
    command.add(reference);
    Tool.run(command.toArray(String[]::new));
  }

  @Test
  void aStatementIsBelievedOfItsIdentityAlone() throws Exception {
    Digest image = Digest.of("an image");
    KeylessSigner signer = signer(job());
    Attestation.signature().bundle(Digest.of("another image"), signer);
    byte[] bundle = Attestation.signature().bundle(image, signer);
    SigstoreVerifier verifier =
        new SigstoreVerifier(
            TrustedRoot.parse(sigstore.trustedRoot().getBytes(StandardCharsets.UTF_8)));
    SigstoreIdentity job = new SigstoreIdentity(JOB, SigstoreServer.ISSUER);
    assertThat(verifier.verifyStatement(bundle, job)).asString().contains(image.hex());
    for (int entries = 3; entries < 9; entries++) { // trees of other shapes
      verifier.verifyStatement(Attestation.signature().bundle(image, signer), job);
    }
    assertThatThrownBy(
            () ->
                verifier.verifyStatement(
                    bundle, new SigstoreIdentity("other@example.com", SigstoreServer.ISSUER)))
        .isInstanceOf(SigstoreException.class)
        .hasMessage("it is signed by ci@example.com; expected other@example.com");
    assertThatThrownBy(() -> verifier.verify(bundle, image, job))
        .hasMessageContaining("not the signature of a file");
    ObjectNode swapped = (ObjectNode) JSON.readTree(bundle);
    byte[] other = Attestation.signature().bundle(Digest.of("a third"), signer);
    swapped.set("dsseEnvelope", JSON.readTree(other).path("dsseEnvelope"));
    assertThatThrownBy(() -> verifier.verifyStatement(JSON.writeValueAsBytes(swapped), job))
        .hasMessage("its log entry has another digest");
  }

  @Test
  void gitHubGivesAJobItsToken() {
    Map<String, String> variables =
        Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            sigstore.uri() + "/token?api-version=2.0",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            "of-the-job");
    assertThat(signer(variables).certified().name()).isEqualTo("the identity repo:team/app");
  }

  @Test
  void aJobWithoutATokenIsToldHowToGetOne() {
    assertThatThrownBy(() -> signer(Map.of()).certified())
        .isInstanceOf(SignException.class)
        .hasMessageContaining("permissions: id-token: write")
        .hasMessageContaining("SIGSTORE_ID_TOKEN");
    assertThatThrownBy(() -> signer(Map.of("SIGSTORE_ID_TOKEN", "secret-token")).certified())
        .hasMessageContaining("not a JSON Web Token")
        .hasMessageNotContaining("secret-token");
    String expired = sigstore.token(JOB, Instant.parse("2026-01-01T00:00:00Z"));
    assertThatThrownBy(() -> signer(Map.of("SIGSTORE_ID_TOKEN", expired)).certified())
        .hasMessageStartingWith("The identity token of ci@example.com expired at 2026-01-01");
  }

  @Test
  void aServiceThatRefusesIsNamed() {
    URI wrong = URI.create(sigstore.uri() + "/elsewhere");
    KeylessSigner signer = signer(job(), wrong).certified();
    assertThatThrownBy(() -> Attestation.signature().bundle(Digest.of("an image"), signer))
        .isInstanceOf(SignException.class)
        .hasMessageStartingWith(wrong + "/api/v1/log/entries refused with 404");
  }
}
