package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedStatementTest {
  private static final Digest IMAGE = Digest.of("an image");

  @TempDir Path dir;
  private final SigningKey key = SigningKey.generate();

  private byte[] bundle() {
    return new Attestation(Attestation.PROVENANCE, JSON.createObjectNode().put("a", 1))
        .bundle(IMAGE, key);
  }

  private List<VerificationKey> publicOf(SigningKey whose) throws IOException {
    Path file = dir.resolve("sign.pub");
    Files.writeString(file, whose.publicPem());
    return VerificationKey.read(file);
  }

  /** What a change of the bundle leaves of it. */
  private interface Change {
    void to(ObjectNode bundle) throws IOException;
  }

  private byte[] changed(Change change) throws IOException {
    ObjectNode bundle = (ObjectNode) JSON.readTree(bundle());
    change.to(bundle);
    return JSON.writeValueAsBytes(bundle);
  }

  @Test
  void isWhatWasSigned() throws IOException {
    SignedStatement statement = SignedStatement.parse(bundle());
    assertThat(statement.predicateType()).isEqualTo(Attestation.PROVENANCE);
    assertThat(statement.predicate().path("a").asInt()).isEqualTo(1);
    assertThat(statement.isAbout(IMAGE)).isTrue();
    assertThat(statement.isAbout(Digest.of("another"))).isFalse();
    assertThat(statement.isKeyless()).isFalse();
    assertThat(statement.hint()).isEqualTo("the key " + key.hint());
    assertThat(statement.signer(publicOf(key))).map(VerificationKey::hint).contains(key.hint());
  }

  @Test
  void isNobodysWhoDidNotSignIt() throws IOException {
    assertThat(SignedStatement.parse(bundle()).signer(publicOf(SigningKey.generate()))).isEmpty();
  }

  @Test
  void oneSignatureOfSeveralIsEnough() throws IOException {
    byte[] bytes =
        changed(
            bundle -> {
              ArrayNode signatures = (ArrayNode) bundle.at("/dsseEnvelope/signatures");
              signatures.insertObject(0).put("sig", "AAAA");
            });
    assertThat(SignedStatement.parse(bytes).signer(publicOf(key))).isPresent();
  }

  @Test
  void aChangedStatementIsSignedByNobody() throws IOException {
    byte[] bytes =
        changed(
            bundle -> {
              ObjectNode envelope = (ObjectNode) bundle.path("dsseEnvelope");
              byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
              String other =
                  new String(payload, StandardCharsets.UTF_8)
                      .replace(IMAGE.hex(), Digest.of("evil").hex());
              envelope.put(
                  "payload",
                  Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8)));
            });
    SignedStatement statement = SignedStatement.parse(bytes);
    assertThat(statement.isAbout(Digest.of("evil"))).isTrue();
    assertThat(statement.signer(publicOf(key))).isEmpty();
  }

  /** The type of the payload is signed too (DSSE, "Protocol"). */
  @Test
  void whatIsOfAnotherTypeIsNoStatement() throws IOException {
    byte[] bytes =
        changed(
            bundle ->
                ((ObjectNode) bundle.path("dsseEnvelope")).put("payloadType", "text/x-other"));
    assertThatThrownBy(() -> SignedStatement.parse(bytes))
        .isInstanceOf(SignException.class)
        .hasMessage("its payload is of type 'text/x-other', not a statement");
  }

  @Test
  void isAboutNoImageAmongSeveral() throws IOException {
    byte[] bytes =
        changed(
            bundle -> {
              ObjectNode envelope = (ObjectNode) bundle.path("dsseEnvelope");
              JsonNode statement =
                  JSON.readTree(Base64.getDecoder().decode(envelope.path("payload").asText()));
              ((ArrayNode) statement.path("subject"))
                  .addObject()
                  .putObject("digest")
                  .put("sha256", Digest.of("more").hex());
              envelope.put(
                  "payload", Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(statement)));
            });
    assertThat(SignedStatement.parse(bytes).isAbout(IMAGE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | it holds no DSSE envelope",
        "{\"messageSignature\": {}} | it holds no DSSE envelope",
        "{\"dsseEnvelope\": {\"payload\": \"e30=\"}} | its payload is of type '', not a statement",
        "{\"dsseEnvelope\": {@ \"payload\": \"%\"}} | it is damaged",
        "{\"dsseEnvelope\": {@ \"payload\": \"e30=\"}} | its payload is not a statement of in-toto",
        "{\"dsseEnvelope\": {@ \"payload\": \"e\"}} | it is damaged",
        "[ | it is damaged"
      })
  void saysWhatIsNoBundle(String written, String why) {
    String text = written.replace("@", "\"payloadType\": \"application/vnd.in-toto+json\",");
    assertThatThrownBy(() -> SignedStatement.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SignException.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.dev.sigstore.bundle.v0.3+json, true",
    "application/vnd.dev.sigstore.bundle.v0.1+json, true",
    "application/vnd.dev.sigstore.bundle+json;version=0.2, true",
    "application/vnd.cyclonedx+json, false"
  })
  void knowsBundlesByTheirMediaType(String type, boolean bundle) {
    assertThat(SignedStatement.isBundle(type)).isEqualTo(bundle);
  }

  @Test
  void anyBitOfASignatureCounts() throws IOException {
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    byte[] signature = key.sign(message);
    VerificationKey verifier = publicOf(key).get(0);
    assertThat(verifier.verifies(message, signature)).isTrue();
    for (int i = 0; i < signature.length; i++) {
      byte[] broken = signature.clone();
      broken[i] ^= 1;
      assertThat(verifier.verifies(message, broken)).as("byte %d", i).isFalse();
    }
    assertThat(verifier.verifies(message, Arrays.copyOf(signature, signature.length - 1)))
        .isFalse();
    assertThat(verifier.verifies(message, new byte[0])).isFalse();
  }

  @Test
  void readsAllKeysOfAFileAndCosignsOwn() throws IOException {
    Path file = dir.resolve("both.pub");
    String cosign = Files.readString(Path.of("src/test/resources/sign/cosign.pub"));
    Files.writeString(file, "# ours\n" + key.publicPem() + "\n# theirs\n" + cosign);
    assertThat(VerificationKey.read(file)).hasSize(2);
    assertThat(VerificationKey.read(file).get(0).hint()).isEqualTo(key.hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
      })
  void namesTheFileThatHoldsNoPublicKey(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("key"), text);
    assertThatThrownBy(() -> VerificationKey.read(file))
        .isInstanceOf(SignException.class)
        .hasMessageContaining("-Dwee.trust.key names " + file)
        .hasMessageContaining("-pubout");
  }

  @Test
  void doesNotWantAPrivateKey() {
    assertThatThrownBy(() -> VerificationKey.read(Path.of("src/test/resources/sign/cosign.key")))
        .hasMessageContaining("it is a private key");
  }

  @Test
  void takesNoRsaKeys() throws Exception {
    java.security.KeyPairGenerator rsa = java.security.KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    String base64 =
        Base64.getMimeEncoder().encodeToString(rsa.generateKeyPair().getPublic().getEncoded());
    Path file =
        Files.writeString(
            dir.resolve("rsa.pub"),
            "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    assertThatThrownBy(() -> VerificationKey.read(file))
        .hasMessageContaining("of another kind than P-256 and Ed25519");
  }
}
