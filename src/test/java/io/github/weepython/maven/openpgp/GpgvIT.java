package io.github.weepython.maven.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
    assertThat(gpgv(signature)).contains(" " + gpgv + " ");
    assertThat(isGood(signature)).isEqualTo(good);
  }

  private static String gpgv(String signature) throws Exception {
    Process process =
        new ProcessBuilder(
                "gpgv", "--status-fd", "1", "--keyring", "./tests.gpg", signature, "data.txt")
            .directory(FILES.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String status = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return status;
  }

  private static boolean isGood(String signature) throws IOException {
    try (InputStream keys = Files.newInputStream(FILES.resolve("tests.gpg"))) {
      BouncyKeyring.load("tests", List.of(keys), InstantSource.system())
          .verifyDetached(
              signature, FILES.resolve("data.txt"), Files.readAllBytes(FILES.resolve(signature)));
      return true;
    } catch (OpenPgpException e) {
      return false;
    }
  }
}
