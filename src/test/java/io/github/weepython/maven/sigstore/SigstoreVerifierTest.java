package io.github.weepython.maven.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By real bundles and roots of the Sigstore conformance suite, and one of CPython's own. */
class SigstoreVerifierTest {
  private static final Path BUNDLES = Path.of("src/test/resources/sigstore");
  private static final SigstoreIdentity BEACON =
      new SigstoreIdentity(
          "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main",
          "https://token.actions.githubusercontent.com");
  private static final SigstoreIdentity THOMAS =
      new SigstoreIdentity("thomas@python.org", "https://accounts.google.com");
  private static final Digest PYTHON_3_12_5 =
      new Digest("38dc4e2c261d49c661196066edbfb70fdb16be4a79cc8220c224dfeb5636d405");

  static Stream<Path> bundles() throws IOException {
    return Files.list(BUNDLES).filter(Files::isDirectory).sorted();
  }

  private static byte[] production() {
    try (InputStream in =
        SigstoreVerifierTest.class.getResourceAsStream("/keys/sigstore-trusted-root.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant verified(Path folder) throws IOException {
    Path root = folder.resolve("trusted_root.json");
    Path artifact = folder.resolve("artifact");
    return new SigstoreVerifier(
            TrustedRoot.parse(Files.exists(root) ? Files.readAllBytes(root) : production()))
        .verify(
            Files.readAllBytes(folder.resolve("bundle.sigstore.json")),
            Digest.of(Files.exists(artifact) ? artifact : BUNDLES.resolve("a.txt")),
            new SigstoreIdentity(
                text(folder, "identity", BEACON.subject()),
                text(folder, "issuer", BEACON.issuer())));
  }

  private static String text(Path folder, String name, String otherwise) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file).strip() : otherwise;
  }

  /** Those by a key alone, and attestations, are not what CPython publishes. */
  private static boolean supported(Path folder) {
    String name = folder.getFileName().toString();
    return !name.contains("dsse") && !name.contains("managed-key");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void takesWhatConformingVerifiersTakeAndRefusesTheRest(Path folder) throws IOException {
    if (folder.toString().endsWith("_fail") || !supported(folder)) {
      assertThatThrownBy(() -> verified(folder)).isInstanceOf(SigstoreException.class);
    } else {
      assertThat(verified(folder)).isAfter("2023-01-01T00:00:00Z");
    }
  }

  @Test
  void takesStatementsOfRealJobsAndOfSigstoresMock() throws IOException {
    byte[] real =
        Files.readAllBytes(BUNDLES.resolve("happy-path-intoto-in-dsse-v3/bundle.sigstore.json"));
    assertThat(verifier().verifyStatement(real, BEACON))
        .asString()
        .contains("in-toto.io/Statement");
    Path mock = BUNDLES.resolve("mock-dsse");
    SigstoreVerifier mocks =
        new SigstoreVerifier(
            TrustedRoot.parse(Files.readAllBytes(mock.resolve("trusted_root.json"))));
    byte[] bundle = Files.readAllBytes(mock.resolve("bundle.sigstore.json"));
    SigstoreIdentity job = new SigstoreIdentity("https://github.com/t/a", BEACON.issuer());
    assertThat(mocks.verifyStatement(bundle, job)).asString().contains(Digest.of("x").hex());
    SigstoreIdentity other = new SigstoreIdentity("https://github.com/t/b", BEACON.issuer());
    assertThatThrownBy(() -> mocks.verifyStatement(bundle, other))
        .hasMessage("it is signed by https://github.com/t/a; expected https://github.com/t/b");
    assertThatThrownBy(() -> verifier().verifyStatement(bundle, job))
        .isInstanceOf(SigstoreException.class);
  }

  @Test
  void anAsteriskOfAnIdentityStandsForAnyText() {
    SigstoreIdentity releases =
        new SigstoreIdentity("https://ci.example.com/(team)/*@refs/tags/*", "https://example.com");
    assertThat(releases.is("https://ci.example.com/(team)/app@refs/tags/v1.2")).isTrue();
    assertThat(releases.is("https://ci.example.com/team/app@refs/tags/v1.2")).isFalse();
    assertThat(releases.is("https://ci.example.com/(team)/app@refs/heads/v1.2")).isFalse();
    assertThat(releases.is("x https://ci.example.com/(team)/app@refs/tags/v1.2")).isFalse();
  }

  private static byte[] cpython() throws IOException {
    return Files.readAllBytes(BUNDLES.resolve("Python-3.12.5.tgz.sigstore"));
  }

  private static SigstoreVerifier verifier() {
    return new SigstoreVerifier(TrustedRoot.parse(production()));
  }

  @Test
  void takesCPythonsOwnBundle() throws IOException {
    assertThat(verifier().verify(cpython(), PYTHON_3_12_5, THOMAS))
        .isBetween("2024-08-06T00:00:00Z", "2024-08-08T00:00:00Z");
  }

  @Test
  void refusesAnotherTarball() throws IOException {
    byte[] bundle = cpython();
    Digest other = Digest.of("another tarball");
    assertThatThrownBy(() -> verifier().verify(bundle, other, THOMAS))
        .hasMessage(
            "it is of another file: expected one with the SHA-256 %s, the bundle is of %s"
                .formatted(other.hex(), PYTHON_3_12_5.hex()));
  }

  @Test
  void refusesAnotherIdentityAndAnotherIssuer() throws IOException {
    byte[] bundle = cpython();
    SigstoreIdentity hugo = new SigstoreIdentity("hugo@python.org", THOMAS.issuer());
    assertThatThrownBy(() -> verifier().verify(bundle, PYTHON_3_12_5, hugo))
        .hasMessage("it is signed by thomas@python.org; expected hugo@python.org");
    SigstoreIdentity github =
        new SigstoreIdentity(THOMAS.subject(), "https://github.com/login/oauth");
    assertThatThrownBy(() -> verifier().verify(bundle, PYTHON_3_12_5, github))
        .hasMessageContaining("is vouched for by 'https://accounts.google.com'")
        .hasMessageContaining("expected https://github.com/login/oauth");
  }

  @Test
  void refusesAnExpiredCertificateWithoutATimestamp() throws IOException {
    String text = Files.readString(BUNDLES.resolve("happy-path-v0.3/bundle.sigstore.json"));
    byte[] bundle =
        text.replaceAll("\"inclusionPromise\": *\\{[^}]*\\},?", "")
            .getBytes(StandardCharsets.UTF_8);
    Digest artifact = Digest.of(BUNDLES.resolve("a.txt"));
    assertThatThrownBy(() -> verifier().verify(bundle, artifact, BEACON))
        .hasMessageContaining("its certificate expired at 202")
        .hasMessageContaining("no timestamp says that it was used before");
  }

  @Test
  void refusesEveryAuthorityThatTheRootDoesNotName() throws IOException {
    byte[] bundle = cpython();
    TrustedRoot root = TrustedRoot.parse(production());
    TrustedRoot nobody =
        new TrustedRoot(root.transparencyLogs(), root.certificateLogs(), List.of(), List.of());
    assertThatThrownBy(() -> new SigstoreVerifier(nobody).verify(bundle, PYTHON_3_12_5, THOMAS))
        .hasMessageContaining("no trusted authority issued its certificate");
    TrustedRoot noLog =
        new TrustedRoot(List.of(), root.certificateLogs(), root.authorities(), List.of());
    assertThatThrownBy(() -> new SigstoreVerifier(noLog).verify(bundle, PYTHON_3_12_5, THOMAS))
        .hasMessageContaining("a transparency log that is not trusted");
    TrustedRoot noCertificateLog =
        new TrustedRoot(root.transparencyLogs(), List.of(), root.authorities(), List.of());
    assertThatThrownBy(
            () -> new SigstoreVerifier(noCertificateLog).verify(bundle, PYTHON_3_12_5, THOMAS))
        .hasMessageContaining("no trusted certificate transparency log has its certificate");
  }
}
