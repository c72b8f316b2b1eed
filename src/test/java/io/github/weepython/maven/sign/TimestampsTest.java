package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.sigstore.SigstoreServer;
import io.github.weepython.maven.sigstore.SigstoreVerifier;
import io.github.weepython.maven.sigstore.TimestampServer;
import io.github.weepython.maven.sigstore.TrustedRoot;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Timestamps of RFC 3161 in what is signed without a key. */
class TimestampsTest {
  private static final SigstoreIdentity JOB =
      new SigstoreIdentity("ci@example.com", SigstoreServer.ISSUER);
  private static final Digest IMAGE = Digest.of("an image");

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

  private byte[] signed(TimestampServer authority) {
    return signed(Optional.of(authority.uri()));
  }

  private byte[] signed(Optional<URI> authority) {
    KeylessSigner signer =
        new KeylessSigner(
            new SigstoreServices(sigstore.uri(), sigstore.uri(), authority),
            Map.of(
                "SIGSTORE_ID_TOKEN", sigstore.token(JOB.subject(), Instant.now().plusSeconds(300))),
            Network.DIRECT,
            new Backoff(Duration.ofMillis(1), new Random(7), Backoff.Pause.REAL),
            InstantSource.system());
    return Attestation.signature().bundle(IMAGE, signer);
  }

  private static void verify(byte[] bundle, String trustedRoot) {
    new SigstoreVerifier(TrustedRoot.parse(trustedRoot.getBytes(StandardCharsets.UTF_8)))
        .verifyStatement(bundle, JOB);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMESTAMPS", "TIMESTAMPS_FOR_JSON"})
  void anAuthoritysTimestampIsInTheBundleAndHolds(TimestampServer.Mood mood) throws Exception {
    try (TimestampServer authority = new TimestampServer(mood)) {
      byte[] bundle = signed(authority);
      verify(bundle, authority.in(sigstore.trustedRoot()));
      opensslVerifies((ObjectNode) JSON.readTree(bundle), authority);
      // Where it is not trusted, or is of another signature, it says nothing.
      assertThatThrownBy(() -> verify(bundle, sigstore.trustedRoot()))
          .isInstanceOf(SigstoreException.class)
          .hasMessageContaining("is not by an authority that is trusted");
      ObjectNode swapped = (ObjectNode) JSON.readTree(bundle);
      ((ObjectNode) swapped.path("verificationMaterial"))
          .set(
              "timestampVerificationData",
              JSON.readTree(signed(authority))
                  .at("/verificationMaterial/timestampVerificationData"));
      assertThatThrownBy(
              () -> verify(JSON.writeValueAsBytes(swapped), authority.in(sigstore.trustedRoot())))
          .hasMessage("its timestamp is of another signature");
    }
  }

  private void opensslVerifies(ObjectNode bundle, TimestampServer authority) throws Exception {
    byte[] answer =
        bundle
            .at(
                "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0/signedTimestamp")
            .binaryValue();
    byte[] signature = bundle.at("/dsseEnvelope/signatures/0/sig").binaryValue();
    Tool.run(
        "openssl",
        "ts",
        "-verify",
        "-in",
        Files.write(dir.resolve("answer.tsr"), answer).toString(),
        "-data",
        Files.write(dir.resolve("signature"), signature).toString(),
        "-CAfile",
        Files.writeString(dir.resolve("root.pem"), authority.rootPem()).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSALS, gave no timestamp: the clock is lost",
    "ANOTHER_TIMESTAMP, answered with no timestamp of RFC 3161",
    "NOISE, answered with no timestamp of RFC 3161",
  })
  void anAnswerWithoutATimestampIsNamed(TimestampServer.Mood mood, String words) throws Exception {
    try (TimestampServer authority = new TimestampServer(mood)) {
      assertThatThrownBy(() -> signed(authority))
          .isInstanceOf(SignException.class)
          .hasMessageStartingWith(authority.uri() + " " + words);
    }
  }

  @Test
  void withoutAnAuthorityThereIsNoTimestamp() throws Exception {
    assertThat(JSON.readTree(signed(Optional.empty())).at("/verificationMaterial").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("certificate", "tlogEntries");
  }
}
