package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterUrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://u:p/4s?s#W0rd@h.example/x", "http://u:W0rd@ h", "W0rdless", ""})
  void whatIsNotAUrlIsRefusedWithoutItsLogin(String text) {
    assertThatThrownBy(() -> ParameterParser.url("upstream", text))
        .hasMessageContaining("<upstream> or -Dwee.upstream is '")
        .hasMessageNotContaining(":W0rd")
        .hasMessageNotContaining("#W0rd");
  }
}
