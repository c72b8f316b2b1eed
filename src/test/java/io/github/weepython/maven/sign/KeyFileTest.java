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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl and cosign write them, and signatures as openssl sees them. */
class KeyFileTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
  private static final Path COSIGN = Path.of("src/test/resources/sign/cosign.key");

  private static final String PASSWORD = "Sesam, öffne dich";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-scrypt",
        "-v1 PBE-SHA1-3DES",
        "-v1 PBE-SHA1-RC2-40 -provider legacy -provider default",
        "-v2 des3",
        "-v2 aes-192-cbc -v2prf hmacWithSHA1",
        "-v2 aes-256-cbc -v2prf hmacWithSHA224",
        "-v2 aes-256-cbc -v2prf hmacWithSHA384",
        "-v2 aes-256-cbc -v2prf hmacWithSHA512",
      })
  void opensEveryUsualEncryptionOfPkcs8(String options) throws Exception {
    Path plain = key("-algorithm", "ED25519");
    Path file = encrypted(plain, options);
    assertThat(KeyFile.read(file, Optional.of(PASSWORD)).hint())
        .isEqualTo(KeyFile.read(plain, none()).hint());
    refused(file, Optional.of("wrong-word"), "the password is not the right one");
  }

  /** Of so many, some give bytes that end as padding does. */
  @Test
  void everyWrongPasswordIsCalledSo() throws Exception {
    Path file = encrypted(key("-algorithm", "ED25519"), "-v2 aes-128-cbc -iter 1");
    for (int i = 0; i < 2000; i++) {
      refused(file, Optional.of("wrong-word" + i), "the password is not the right one");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-v2 camellia-128-cbc, CAMELLIA-128/CBC",
    "-v2 aes-256-cfb, AES-256/CFB",
    "-v1 PBE-MD5-DES -provider legacy -provider default, 1.2.840.113549.1.5.3",
  })
  void namesAnEncryptionThatItDoesNotKnow(String options, String name) throws Exception {
    Path file = encrypted(key("-algorithm", "ED25519"), options);
    refused(
        file,
        Optional.of(PASSWORD),
        "it is encrypted by %s, which wee doesn't know; encrypt it anew: openssl pkcs8 -topk8"
            .formatted(name));
  }

  private Path encrypted(Path plain, String options) throws Exception {
    Path password = Files.writeString(dir.resolve("password"), PASSWORD);
    Path file = dir.resolve("encrypted.key");
    Tool.run(
        "openssl pkcs8 -topk8 %s -in %s -out %s -passout file:%s"
            .formatted(options, plain, file, password)
            .split(" "));
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "A, its content is damaged", // base64 that ends amid a byte
    "AA==AA==, its content is damaged",
    "AAAA, it holds no PKCS#8 key",
  })
  void aDamagedKeyIsRefusedInWords(String base64, String words) throws Exception {
    Path file = dir.resolve("sign.key");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(base64));
    refused(file, none(), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "SIGSTORE PRIVATE KEY"})
  void aDamagedEncryptedKeyIsNotCalledAWrongPassword(String kind) throws Exception {
    Path file = dir.resolve("sign.key");
    Files.writeString(
        file,
        "-----BEGIN ENCRYPTED %1$s-----\nAAAA\n-----END ENCRYPTED %1$s-----\n".formatted(kind));
    refused(file, Optional.of(PASSWORD), "its content is damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "pkcs11:token=release;object=key?pin-value=1234, pkcs11",
    "awskms:///alias/key, awskms",
    "gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k, gcpkms",
    "azurekms://vault.example.com/key, azurekms",
    "hashivault://key, hashivault",
  })
  void aKeyThatIsNoFileIsNamedByItsScheme(String uri, String scheme) {
    // As Maven makes a path of it.
    Path path = dir.resolve(uri);
    assertThatThrownBy(() -> KeyFile.read(path, none()))
        .isInstanceOf(SignException.class)
        .hasMessageContaining("<sign><key> or -Dwee.sign.key names a key by a URI of %s:", scheme)
        .hasMessageContaining("cosign sign --key '%s:...'", scheme)
        .hasMessageNotContaining("1234");
    assertThatThrownBy(() -> VerificationKey.read(path))
        .isInstanceOf(SignException.class)
        .hasMessageContaining("<trust><key> or -Dwee.trust.key names a key by a URI")
        .hasMessageContaining("cosign public-key --key '%s:...' > sign.pub", scheme);
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

  @Test
  void saysThatAKeyInDerIsNoPem() throws Exception {
    byte[] der = {0x30, (byte) 0x82, 0x01, (byte) 0xff};
    Path file = Files.write(dir.resolve("sign.der"), der);
    assertThatThrownBy(() -> KeyFile.read(file, none()))
        .isInstanceOf(SignException.class)
        .hasMessageContaining(file + ", but it holds no private key in PEM");
    assertThatThrownBy(() -> VerificationKey.read(file))
        .isInstanceOf(SignException.class)
        .hasMessageContaining(file + ", but it has no '-----BEGIN PUBLIC KEY-----'");
  }
}
