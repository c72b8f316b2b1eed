package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.openpgp.OpenPgpException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSignerTest {
  private final TestSigner signer = new TestSigner();

  private static Keyring keyring(TestSigner whose) {
    return BouncyKeyring.load(
        "own", List.of(new ByteArrayInputStream(whose.certificate())), InstantSource.system());
  }

  @Test
  void signsWhatAKeyringOfItsCertificateTakes() {
    byte[] signed = signer.clearSign("Origin: Own\nSuite: x\n");
    assertThat(keyring(signer).verifyClearSigned("it", signed).content())
        .asString(StandardCharsets.UTF_8)
        .startsWith("Origin: Own\nSuite: x");
  }

  @Test
  void isNotTakenForAnother() {
    byte[] signed = signer.clearSign("Origin: Own\n");
    assertThatThrownBy(() -> keyring(new TestSigner()).verifyClearSigned("it", signed))
        .isInstanceOf(OpenPgpException.class);
  }
}
