package io.github.weepython.maven.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.publish.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl and cosign write them, and signatures as openssl sees them. */
class KeyFileTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
  private static final Path COSIGN = Path.of("src/test/resources/sign/cosign.key");

  @TempDir Path dir;

  private Path key(String... options) throws Exception {
    Path file = dir.resolve("sign.key");
    String[] command = new String[options.length + 4];
    command[0] = "openssl";
    command[1] = "genpkey";
    System.arraycopy(options, 0, command, 2, options.length);
    command[options.length + 2] = "-out";
    command[options.length + 3] = file.toString();
    Tool.run(command);
    return file;
  }

  @Test
  void opensslVerifiesASignatureByP256() throws Exception {
    SigningKey key =
        KeyFile.read(key("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"), none());
    Tool.run(
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        write("pub", key.publicPem().getBytes(StandardCharsets.UTF_8)),
        "-signature",
        write("sig", key.sign(MESSAGE)),
        write("message", MESSAGE));
    assertThat(key.sign(MESSAGE)).isEqualTo(key.sign(MESSAGE));
  }

  @Test
  void opensslVerifiesASignatureByEd25519() throws Exception {
    SigningKey key = KeyFile.read(key("-algorithm", "ED25519"), none());
    Tool.run(
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-rawin",
        "-inkey",
        write("pub", key.publicPem().getBytes(StandardCharsets.UTF_8)),
        "-sigfile",
        write("sig", key.sign(MESSAGE)),
        "-in",
        write("message", MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-aes-256-cbc", "-aes-128-cbc"})
  void opensPkcs8ByItsPasswordAlone(String cipher) throws Exception {
    Path file = key("-algorithm", "ED25519", cipher, "-pass", "pass:opensesame");
    assertThat(KeyFile.read(file, Optional.of("opensesame")).hint()).hasSize(44);
    refused(
        file,
        Optional.of("wrong-word"),
        "it can't be decrypted: the password is not the right one, or the file is damaged.");
    refused(file, none(), "WEE_SIGN_PASSWORD");
  }

  @Test
  void opensCosignsOwnFormByItsPasswordAlone() throws Exception {
    assertThat(KeyFile.read(COSIGN, Optional.of("opensesame")).publicPem())
        .isEqualTo(Files.readString(COSIGN.resolveSibling("cosign.pub")));
    refused(
        COSIGN,
        Optional.of("wrong-word"),
        "it can't be decrypted: the password is not the right one, or the file is damaged.");
    refused(COSIGN, none(), "WEE_SIGN_PASSWORD");
  }

  @Test
  void refusesOtherKindsOfKeys() throws Exception {
    refused(
        key("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"), none(), "P-256 or Ed25519");
    refused(
        key("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"), none(), "another curve");
    refused(
        dir.resolve("missing"),
        none(),
        "can't be read: " + dir.resolve("missing") + ": no such file or folder.");
    Path old = dir.resolve("old.key");
    Tool.run("openssl", "ecparam", "-genkey", "-name", "prime256v1", "-out", old.toString());
    refused(old, none(), "openssl pkcs8 -topk8");
    refused(Path.of("pom.xml"), none(), "no private key");
  }

  private static void refused(Path file, Optional<String> password, String words) {
    assertThatThrownBy(() -> KeyFile.read(file, password))
        .isInstanceOf(SignException.class)
        .hasMessageContaining(words)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("wrong-word");
  }

  private String write(String name, byte[] bytes) throws Exception {
    return Files.write(dir.resolve(name), bytes).toString();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
