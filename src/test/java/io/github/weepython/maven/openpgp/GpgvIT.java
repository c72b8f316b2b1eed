package io.github.weepython.maven.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keyring's answers beside those of gpgv(1), which Debian's apt asks. */
class GpgvIT {
  private static final Path FILES = Path.of("src/test/resources/openpgp");

  /**
   * Where they differ: wee takes no SHA-1, and asks of a key whether it was valid when it signed,
   * not whether it still is, since releases outlive their managers' keys.
   */
  @ParameterizedTest
  @CsvSource({
    "subkey.asc, GOODSIG, true",
    "subkey.sig, GOODSIG, true",
    "text.sig, GOODSIG, true",
    "sha512.sig, GOODSIG, true",
    "before-expiry.sig, EXPKEYSIG, true",
    "after-expiry.sig, EXPKEYSIG, false",
    "revoked.sig, REVKEYSIG, false",
    "revoked-subkey.sig, REVKEYSIG, false",
    "sha1.sig, GOODSIG, false"
  })
  void agreesWithGpgv(String signature, String gpgv, boolean good) throws Exception {
    assertThat(gpgv("tests.gpg", signature)).contains(" " + gpgv + " ");
    assertThat(isGood("tests.gpg", signature)).isEqualTo(good);
  }

  /** Why keys are judged by code of our own: docs/decisions/0602. */
  @ParameterizedTest
  @CsvSource({"renewed.sig, GOODSIG, true, false", "retired.sig, REVKEYSIG, false, true"})
  void agreesWithGpgvWhereBouncyCastleDoesNot(
      String signature, String gpgv, boolean good, boolean bouncyCastle) throws Exception {
    assertThat(gpgv("minimal.gpg", signature)).contains(" " + gpgv + " ");
    assertThat(isGood("minimal.gpg", signature)).isEqualTo(good);
    assertThat(bouncyCastle("minimal.gpg", signature)).isEqualTo(bouncyCastle);
  }

  private static boolean bouncyCastle(String keyring, String signature) throws Exception {
    OpenPGPImplementation bouncy = new BcOpenPGPImplementation();
    OpenPGPDetachedSignatureProcessor processor = new OpenPGPDetachedSignatureProcessor(bouncy);
    try (InputStream keys = Files.newInputStream(FILES.resolve(keyring));
        InputStream block = Files.newInputStream(FILES.resolve(signature));
        InputStream data = Files.newInputStream(FILES.resolve("data.txt"))) {
      for (PGPPublicKeyRing ring :
          new PGPPublicKeyRingCollection(keys, new BcKeyFingerprintCalculator())) {
        processor.addVerificationCertificate(new OpenPGPCertificate(ring, bouncy));
      }
      List<OpenPGPSignature.OpenPGPDocumentSignature> found =
          processor.addSignatures(block).process(data);
      assertThat(found).hasSize(1);
      return found.get(0).isValid(bouncy.policy());
    }
  }

  private static String gpgv(String keyring, String signature) throws Exception {
    Process process =
        new ProcessBuilder(
                "gpgv", "--status-fd", "1", "--keyring", "./" + keyring, signature, "data.txt")
            .directory(FILES.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String status = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return status;
  }

  private static boolean isGood(String keyring, String signature) throws IOException {
    try (InputStream keys = Files.newInputStream(FILES.resolve(keyring))) {
      BouncyKeyring.load("tests", List.of(keys), InstantSource.system())
          .verifyDetached(
              signature, FILES.resolve("data.txt"), Files.readAllBytes(FILES.resolve(signature)));
      return true;
    } catch (OpenPgpException e) {
      return false;
    }
  }
}
