package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is tried again, and what people are told of the rest. */
class RegistryFailureTest {
  private static RegistryFailure answer(int status, String words) {
    return new RegistryFailure(
        status, words, Optional.empty(), RegistryFailure.Kind.ANSWER, List.of());
  }

  static List<IOException> passing() {
    return List.of(
        new ConnectException("Connection refused"),
        new SocketTimeoutException("Read timed out"),
        new UnknownHostException("registry.example.com"),
        new IOException("Premature EOF", new SSLException("closed")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aConnectionThatBreaksMayPass(IOException thrown) {
    RegistryFailure failure = RegistryFailure.of(thrown);
    assertThat(failure.passing(false)).isTrue();
    assertThat(failure.untrusted()).isFalse();
    assertThat(failure).hasToString(thrown.getMessage());
  }

  @Test
  void anAnswerThatNobodyCanReadIsFinal() {
    IOException unreadable =
        new RegistryHttp.UnreadableException("no number", new NumberFormatException("x"));
    assertThat(RegistryFailure.of(unreadable).passing(true)).isFalse();
    assertThat(RegistryFailure.of(unreadable)).hasToString("no number");
  }

  @Test
  void aCertificateThatIsNotTrustedStaysSo() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path");
    handshake.initCause(new CertificateExpiredException("NotAfter"));
    RegistryFailure failure = RegistryFailure.of(new IOException("upload", handshake));
    assertThat(failure.untrusted()).isTrue();
    assertThat(failure.passing(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, false, false", "401, false, false", "403, false, false", "408, true, true",
    "404, false, true", "416, false, true", "425, true, true", "429, true, true",
    "500, true, true", "501, false, false", "502, true, true", "503, true, true",
    "504, true, true", "507, false, false", "511, false, false"
  })
  void triesAgainWhatMayBeOtherwiseTheNextTime(int status, boolean request, boolean upload) {
    assertThat(answer(status, "x").passing(false)).isEqualTo(request);
    assertThat(answer(status, "x").passing(true)).isEqualTo(upload);
  }

  /** A 404 of an upload is a lost one, but for a repository that never was. */
  @Test
  void aRepositoryThatIsMissingIsNoLostUpload() {
    assertThat(answer(404, "BLOB_UPLOAD_UNKNOWN").lostUpload()).isTrue();
    assertThat(answer(404, "NAME_UNKNOWN: repository name not known").lostUpload()).isFalse();
    RegistryFailure noUpload =
        new RegistryFailure(404, "x", Optional.empty(), RegistryFailure.Kind.NO_UPLOAD, List.of());
    assertThat(noUpload.lostUpload()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "404, MANIFEST_BLOB_UNKNOWN: x, true",
    "400, BLOB_UNKNOWN, true",
    "404, MANIFEST_UNKNOWN, true",
    "404, BLOB_UPLOAD_UNKNOWN, false",
    "500, BLOB_UNKNOWN, false"
  })
  void knowsWhenPartsOfAManifestAreMissing(int status, String words, boolean lacks) {
    assertThat(answer(status, words).lacksParts()).isEqualTo(lacks);
  }

  @ParameterizedTest
  @CsvSource({
    "400, true",
    "401, false",
    "403, false",
    "404, false",
    "409, true",
    "413, true",
    "415, true",
    "429, false",
    "503, false"
  })
  void knowsARefusalOfWhatWasSent(int status, boolean refused) {
    assertThat(answer(status, "x").refused()).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | NAME_UNKNOWN | no such repository",
        "413 | x | client_max_body_size",
        "400 | MANIFEST_INVALID | kind of manifest",
        "400 | DIGEST_INVALID | changes what is sent",
        "302 | x | redirects to another address",
        "405 | x | read-only mirror",
        "412 | x | immutable tag",
        "511 | x | captive portal"
      })
  void saysWhatAFinalAnswerMeans(int status, String words, String meaning) {
    assertThat(answer(status, words).meaning()).contains(meaning);
  }

  @Test
  void saysNoMoreThanItKnows() {
    assertThat(answer(418, "short and stout").meaning()).isEmpty();
    assertThat(answer(418, "short and stout")).hasToString("HTTP 418: short and stout");
  }

  @Test
  void cutsAnAnswerThatIsAWholePage() {
    RegistryFailure failure =
        RegistryFailure.unanswered(RegistryFailure.Kind.NETWORK, "x".repeat(10_000));
    assertThat(failure.words()).hasSize(503).endsWith("...");
  }

  /** Whoever builds over a damaged file is told so, and nothing is tried again. */
  @Test
  void aDamagedFileHereIsNoFailureOfTheRegistry() {
    RegistryFailure failure =
        RegistryFailure.unanswered(
            RegistryFailure.Kind.HERE, Digest.of("x") + " is damaged in target/wee");
    assertThat(failure.passing(true)).isFalse();
    assertThat(failure.untrusted()).isFalse();
  }
}
