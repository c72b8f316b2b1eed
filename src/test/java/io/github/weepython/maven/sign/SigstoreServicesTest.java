package io.github.weepython.maven.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigstoreServicesTest {
  @Test
  void anAddressIsThatOfAServer() {
    assertThat(SigstoreServices.address("<fulcio>", " https://fulcio.example.com/ "))
        .isEqualTo(URI.create("https://fulcio.example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fulcio.example.com", "ftp://fulcio.example.com", "https://a b"})
  void anythingElseIsRefusedByName(String text) {
    assertThatThrownBy(() -> SigstoreServices.address("<fulcio> of <sign>", text))
        .isInstanceOf(SignException.class)
        .hasMessageStartingWith("<fulcio> of <sign> is '" + text + "': expected the address");
  }
}
