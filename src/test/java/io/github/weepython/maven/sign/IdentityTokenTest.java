package io.github.weepython.maven.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Web Tokens as CI services give them to their jobs; nobody here verifies them. */
class IdentityTokenTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private static String token(String claims) {
    return part("{\"alg\":\"RS256\"}") + "." + part(claims) + ".c2lnbmF0dXJl";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** As Sigstore's certificate authority reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sub\":\"repo:team/app:ref:refs/heads/main\"} | repo:team/app:ref:refs/heads/main",
        "{\"sub\":\"123\",\"email\":\"ann@example.org\"} | ann@example.org",
        "{\"sub\":\"123\",\"email\":\"\",\"exp\":1800000001} | 123",
        "{\"sub\":\"123\",\"email\":null} | 123"
      })
  void isThatOfWhomItNames(String claims, String subject) {
    assertThat(IdentityToken.parse(token(claims), NOW).subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({"1800000000", "1700000000", "0"})
  void isOfNoUseOnceItHasExpired(long expiry) {
    String token = token("{\"sub\":\"ann\",\"exp\":%d}".formatted(expiry));
    assertThatThrownBy(() -> IdentityToken.parse(token, NOW))
        .isInstanceOf(SignException.class)
        .hasMessageContaining("of ann expired at " + Instant.ofEpochSecond(expiry))
        .message()
        .doesNotContain(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b", "a.b.c", "a.b.c.d", "a.e30.c", "a.W10.c", "a.!!.c"})
  void isRefusedWhereItNamesNobody(String token) {
    assertThatThrownBy(() -> IdentityToken.parse(token, NOW))
        .isInstanceOf(SignException.class)
        .hasMessageContaining("SIGSTORE_ID_TOKEN");
  }

  /** A pipeline may set a variable to nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void isTheSecondVariablesWhereTheFirstHasNone(String first) {
    Map<String, String> variables =
        Map.of("SIGSTORE_ID_TOKEN", first, "SIGSTORE_JAVA_ID_TOKEN", token("{\"sub\":\"ann\"}"));
    SigstoreHttp http =
        new SigstoreHttp(
            Network.DIRECT, new Backoff(Duration.ofMillis(1), new Random(7), Backoff.Pause.REAL));
    assertThat(IdentityToken.find(variables, http, NOW).subject()).isEqualTo("ann");
  }

  @Test
  void isNeverShown() {
    String token = token("{\"sub\":\"ann\"}");
    assertThat(IdentityToken.parse(token, NOW)).hasToString("identity token of ann");
  }
}
