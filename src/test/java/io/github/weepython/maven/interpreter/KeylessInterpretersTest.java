package io.github.weepython.maven.interpreter;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeylessSigner;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.sign.SigstoreServices;
import io.github.weepython.maven.sigstore.SigstoreServer;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters that CI jobs sign without a key. */
class KeylessInterpretersTest {
  private static final InterpreterRepository.Coordinates WEE =
      new InterpreterRepository.Coordinates("wee", "3.13.5-0123", "linux-amd64");

  @TempDir Path folder;

  private SigstoreServer sigstore;
  private FolderRepository repository;
  private Path archive;

  @BeforeEach
  void start() throws Exception {
    sigstore = new SigstoreServer();
    repository = new FolderRepository(Files.createDirectory(folder.resolve("repository")));
    archive = Files.writeString(folder.resolve("linux-amd64.tar.zst"), "an archive");
  }

  @AfterEach
  void stop() {
    sigstore.close();
  }

  private KeylessSigner job(String subject) {
    return new KeylessSigner(
        new SigstoreServices(sigstore.uri(), sigstore.uri(), Optional.empty()),
        Map.of("SIGSTORE_ID_TOKEN", sigstore.token(subject, Instant.now().plusSeconds(300))),
        Network.DIRECT,
        new Backoff(Duration.ofMillis(1), new Random(7), Backoff.Pause.REAL),
        InstantSource.system());
  }

  private void deploy(String subject) throws Exception {
    InterpreterRepository signing = SignedInterpreters.signing(repository, job(subject));
    assertThat(signing.has(WEE)).isFalse();
    signing.deploy(WEE, archive);
    assertThat(signing.has(WEE)).isTrue();
  }

  private Optional<Path> find(String identity) throws Exception {
    TrustedRoot root = TrustedRoot.parse(sigstore.trustedRoot().getBytes(StandardCharsets.UTF_8));
    List<TrustedIdentity> trusted =
        TrustedIdentity.of(Optional.of(identity), Optional.of(SigstoreServer.ISSUER), () -> root)
            .stream()
            .toList();
    return SignedInterpreters.trusting(
            repository,
            new TrustPolicy(
                List.of(), trusted, false, Optional.empty(), Optional.empty(), List.of(), false))
        .find(WEE);
  }

  @Test
  void signaturesOfTwoIdentitiesStandSideBySide() throws Exception {
    deploy("nightly@example.com");
    assertThatThrownBy(() -> find("release@example.com"))
        .hasMessageContaining("it is signed by nightly@example.com; expected release@example.com");

    deploy("release@example.com");
    assertThat(find("release@example.com")).isPresent();
    assertThat(find("nightly@example.com")).isPresent();
    // Of whom an asterisk stands for, the name is not known: the first signature is looked at.
    assertThat(find("nightly@*")).isPresent();
    assertThatThrownBy(() -> find("release@*"))
        .hasMessageContaining("it is signed by nightly@example.com; expected release@*");
  }

  @Test
  void aSignatureUnderTheNameOfEarlierVersionsIsRead() throws Exception {
    KeylessSigner job = job("release@example.com");
    byte[] bundle =
        new Attestation(Attestation.INTERPRETER, JSON.createObjectNode())
            .bundle(Digest.of(archive), job);
    Files.write(repository.file(WEE.signedBy(Signer.KEYLESS)), bundle);
    repository.deploy(WEE, archive);
    assertThat(find("release@example.com")).isPresent();

    deploy("release@example.com");
    assertThat(repository.has(WEE.signedBy(job.id()))).isTrue();
    assertThat(repository.file(WEE.signedBy(Signer.KEYLESS))).hasBinaryContent(bundle);
  }
}
