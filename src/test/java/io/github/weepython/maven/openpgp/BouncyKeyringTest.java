package io.github.weepython.maven.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.weepython.maven.debian.archive.TestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BouncyKeyringTest {
  private static final Path FILES = Path.of("src/test/resources/openpgp");
  private static final Path DEBIANS = Path.of("src/main/resources/keys/debian-archive.gpg");

  @Test
  void readsDebiansInRelease() throws IOException {
    Keyring.Signed signed = debians().verifyClearSigned("it", bytes("bullseye-security.InRelease"));
    assertThat(signed.signers())
        .containsExactly(
            new Keyring.Signer(
                "AC530D520F2F3269F5E98313A48449044AAD5C5D",
                "Debian Security Archive Automatic Signing Key (11/bullseye)"
                    + " <ftpmaster@debian.org>"),
            new Keyring.Signer(
                "05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0",
                "Debian Security Archive Automatic Signing Key (12/bookworm)"
                    + " <ftpmaster@debian.org>"));
    assertThat(new String(signed.content(), StandardCharsets.UTF_8))
        .startsWith("Origin: Debian\n")
        .contains("\nCodename: bullseye-security\n")
        .doesNotContain("-----");
  }

  @Test
  void refusesInReleaseWithAChangedByte() throws IOException {
    String text = text("bullseye-security.InRelease").replace("Version: 11", "Version: 12");
    assertThatThrownBy(() -> debians().verifyClearSigned("InRelease of x", latin1(text)))
        .isInstanceOf(OpenPgpException.class)
        .hasMessageContaining("InRelease of x has no good signature by a key of keyring 'debian'")
        .hasMessageContaining("54404762BBB6E853: the content does not match the signature")
        .hasMessageContaining("BDE6D2B9216EC7A8: the content does not match the signature");
  }

  @Test
  void namesTheKeysThatItDoesNotKnow() throws IOException {
    assertThatThrownBy(() -> tests().verifyClearSigned("it", bytes("bullseye-security.InRelease")))
        .isInstanceOf(OpenPgpException.class)
        .hasMessageContaining("54404762BBB6E853: that key is not in the keyring")
        .hasMessageContaining("BDE6D2B9216EC7A8: that key is not in the keyring");
  }

  @Test
  void dropsWhatStandsOutsideTheSignature() throws IOException {
    String text = "Origin: Evil\n\n" + text("bullseye-security.InRelease") + "\nSHA256: Evil\n";
    assertThat(content(debians().verifyClearSigned("it", latin1(text)))).doesNotContain("Evil");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Codename: evil\n", " \n", "Comment: x\n", "Hash: SHA256\n \n"})
  void refusesUnsignedLinesAmongTheHeaders(String inserted) throws IOException {
    String text = text("subkey.clear").replaceFirst("Hash: SHA256\n", "Hash: SHA256\n" + inserted);
    assertThatThrownBy(() -> tests().verifyClearSigned("it", latin1(text)))
        .isInstanceOf(OpenPgpException.class);
  }

  /** As gpgv(1) does: a header that names no hash could as well say something to its reader. */
  @ParameterizedTest
  @ValueSource(strings = {"SH 256", "SHA256 all is well", "SHA256,", "", "sha256", "MD5", ",SHA1"})
  void refusesAHashHeaderThatNamesNoHash(String named) throws IOException {
    String text = text("subkey.clear").replaceFirst("Hash: SHA256\n", "Hash: " + named + "\n");
    assertThatThrownBy(() -> tests().verifyClearSigned("it", latin1(text)))
        .isInstanceOf(OpenPgpException.class)
        .hasMessageContaining("is not a Hash header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256", "SHA512, SHA256", "SHA256,SHA1"})
  void takesSeveralHashesInAHeader(String named) throws IOException {
    String text = text("subkey.clear").replaceFirst("Hash: SHA256\n", "Hash: " + named + "\n");
    assertThat(content(tests().verifyClearSigned("it", latin1(text)))).contains("one line");
  }

  @Test
  void undoesDashEscapesAndDropsBlanksThatAreNotSigned() throws IOException {
    String wanted = "one line\n- a dashed one\n-----BEGIN NOTHING-----\ntrailing\n\nthe last\n";
    String unix = text("subkey.clear");
    for (String text : List.of(unix, unix.replace("\n", "\r\n"), unix.replace("line", "line "))) {
      assertThat(content(tests().verifyClearSigned("it", latin1(text)))).isEqualTo(wanted);
    }
  }

  /** In less than the square of their number: a mirror could keep a build busy for hours. */
  @Test
  void readsALineOfAMillionBlanks() throws IOException {
    String blanks = " ".repeat(1_000_000);
    String text = text("subkey.clear").replace("one line\n", "one" + blanks + "line\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> tests().verifyClearSigned("it", latin1(text)))
                .isInstanceOf(OpenPgpException.class));
  }

  @Test
  void refusesCarriageReturnsWithinALine() throws IOException {
    String text = text("subkey.clear").replace("one line\n", "one line\r");
    assertThatThrownBy(() -> tests().verifyClearSigned("it", latin1(text)))
        .hasMessageContaining("carriage return");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"subkey.asc", "subkey.sig", "text.sig", "before-expiry.sig", "sha512.sig"})
  void takesDetachedSignatures(String signature) throws IOException {
    Keyring.Signer signer = tests().verifyDetached("it", file("data.txt"), bytes(signature));
    assertThat(signer.userId()).contains("@example.org");
  }

  @Test
  void namesThePrimaryKeyOfASigningSubkey() throws IOException {
    assertThat(tests().verifyDetached("it", file("data.txt"), bytes("subkey.sig")))
        .isEqualTo(
            new Keyring.Signer(
                "A9122E2C8A38C7F0ECF3B410F96C44FA59B0AC0F", "Subkey Signer <subkey@example.org>"));
  }

  @ParameterizedTest
  @CsvSource({
    "revoked.sig, that key is revoked",
    "revoked-subkey.sig, that subkey is revoked",
    "after-expiry.sig, that key had expired",
    "sha1.sig, hash is weaker than SHA-256"
  })
  void refusesSignaturesThatDoNotCount(String signature, String why) {
    assertThatThrownBy(() -> tests().verifyDetached("it", file("data.txt"), bytes(signature)))
        .isInstanceOf(OpenPgpException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesASignatureThatHasExpired(@TempDir Path folder) throws IOException {
    TestSigner signer = new TestSigner();
    Path data = Files.writeString(folder.resolve("data"), "data");
    Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    byte[] anHour = signer.detached(Files.readAllBytes(data), Date.from(made), 3600);
    byte[] forEver = signer.detached(Files.readAllBytes(data), Date.from(made), 0);

    assertThat(at(signer, made.plusSeconds(3599)).verifyDetached("it", data, anHour)).isNotNull();
    assertThat(at(signer, made.plusSeconds(9999)).verifyDetached("it", data, forEver)).isNotNull();
    assertThatThrownBy(() -> at(signer, made.plusSeconds(3600)).verifyDetached("it", data, anHour))
        .hasMessageContaining("the signature expired, " + made.plusSeconds(3600));
  }

  private static Keyring at(TestSigner signer, Instant now) {
    return BouncyKeyring.load(
        "test", List.of(new ByteArrayInputStream(signer.certificate())), () -> now);
  }

  @Test
  void refusesOtherData(@TempDir Path folder) throws IOException {
    Path other = Files.write(folder.resolve("other"), latin1(text("data.txt") + "x"));
    assertThatThrownBy(() -> tests().verifyDetached("it", other, bytes("subkey.asc")))
        .hasMessageContaining("the content does not match the signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no signature at all", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n"})
  void refusesWhatIsNoSignature(String signature) {
    assertThatThrownBy(() -> tests().verifyDetached("it", file("data.txt"), latin1(signature)))
        .isInstanceOf(OpenPgpException.class);
  }

  @Test
  void readsSeveralArmoredBlocksAndTheSameKeyTwice() throws IOException {
    Keyring keyring = keyring("two", file("two.asc"), file("two.asc"));
    keyring.verifyDetached("it", file("data.txt"), bytes("subkey.asc"));
    keyring.verifyDetached("it", file("data.txt"), bytes("sha512.sig"));
  }

  @Test
  void refusesAKeyringWithoutKeys() {
    InputStream junk = new ByteArrayInputStream(latin1("junk"));
    assertThatThrownBy(() -> BouncyKeyring.load("mine", List.of(junk), InstantSource.system()))
        .isInstanceOf(OpenPgpException.class)
        .hasMessageContaining("'mine'");
  }

  private static Keyring debians() throws IOException {
    return keyring("debian", DEBIANS);
  }

  private static Keyring tests() throws IOException {
    return keyring("tests", file("tests.gpg"));
  }

  private static Keyring keyring(String name, Path... files) throws IOException {
    List<InputStream> streams = new java.util.ArrayList<>();
    for (Path file : files) {
      streams.add(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
    return BouncyKeyring.load(name, streams, InstantSource.system());
  }

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String content(Keyring.Signed signed) {
    return new String(signed.content(), StandardCharsets.UTF_8);
  }
}
