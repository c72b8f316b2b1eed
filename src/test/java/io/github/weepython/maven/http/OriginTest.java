package io.github.weepython.maven.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.apache.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://Host.example/x, https://host.example:443",
    "HTTP://host.example:8080, http://host.example:8080",
    "http://my_host:8081/x, http://my_host:8081",
    "http://me:word@my_host/x, http://my_host:80",
    "https://[::1]:1/x, https://[::1]:1"
  })
  void isSchemeHostAndPort(String url, String origin) {
    assertThat(Origin.of(URI.create(url))).hasToString(origin);
  }

  @Test
  void isThatOfAHostWithAnUnderscoreToo() {
    assertThat(Origin.of(new HttpHost("my_host", -1, "https")))
        .isEqualTo(new Origin("https", "my_host", 443));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "file:///x", "mailto:me@host.example", "http:///x"})
  void hasAHost(String url) {
    assertThatThrownBy(() -> Origin.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
