package io.github.weepython.maven.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Locales;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** DSSE's pre-authentication encoding (secure-systems-lab/dsse, protocol.md). */
class EnvelopeTest {
  private static String signed(String type, String payload) {
    return new String(
        Envelope.signed(type, payload.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** The vector of protocol.md. */
  @Test
  void isThatOfTheSpecification() {
    assertThat(signed("http://example.com/HelloWorld", "hello world"))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(signed("t\u00fcp", "\u20ac")).isEqualTo("DSSEv1 4 t\u00fcp 3 \u20ac");
    assertThat(signed("", "")).isEqualTo("DSSEv1 0  0 ");
  }

  /** What is signed with other digits holds nowhere else. */
  @Test
  void isTheSameWhateverDigitsTheUserWrites() throws Exception {
    assertThat(Locales.inArabic(() -> signed("type", "payload")))
        .isEqualTo("DSSEv1 4 type 7 payload");
  }
}
