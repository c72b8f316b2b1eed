package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.publish.PublishException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://user:p4ss@h.example/debian: HTTP 404|http://***@h.example/debian: HTTP 404",
        "https://ghp_t0ken@h.example/x|https://***@h.example/x",
        "a https://u:p4@ss:w@h/x, http://u2:p@h2|a https://***@h/x, http://***@h2",
        "tcp://u:p4ss@h:2376 of DOCKER_HOST|tcp://u:***@h:2376 of DOCKER_HOST",
        "ssh://me@host:22|ssh://me@host:22",
        "https://h/f?X-Amz-Credential=AKIA&X-Amz-Signature=4bc&x=1"
            + "|https://h/f?X-Amz-Credential=***&X-Amz-Signature=***&x=1",
        "service=s&grant_type=r&refresh_token=abc.def|service=s&grant_type=r&refresh_token=***",
        "Authorization: Basic d2VlOnJpZ2h0cGFzcw==|Authorization: Basic ***",
        "Bearer realm wanted|Bearer realm wanted",
        "127.0.0.1:5000/x/y@sha256:abc|127.0.0.1:5000/x/y@sha256:abc",
        "http://h:80/x/y@sha256:abc|http://h:80/x/y@sha256:abc"
      })
  void masksWhatLooksLikeASecret(String text, String masked) {
    assertThat(Secrets.mask(text)).isEqualTo(masked);
  }

  @Test
  void masksWhatItWasToldWhereverAServerRepeatsIt() {
    Credential login = new Credential("test", "wee", "hunter2secret");
    assertThat(Secrets.mask("wee/hunter2secret is wrong; " + login.basic()))
        .isEqualTo("wee/*** is wrong; Basic ***");
    assertThat(Secrets.mask("no hunter2secrets, <hunter2secret>"))
        .isEqualTo("no hunter2secrets, <hunter2secret>");
  }

  /** The second of the two would see the first one's, as a test of another class would. */
  @RepeatedTest(2)
  void eachTestHasItsOwn() {
    assertThat(Secrets.mask("at x.example")).isEqualTo("at x.example");
    Secrets.remember("x.example");
    assertThat(Secrets.mask("at x.example")).isEqualTo("at ***");
  }

  @Test
  void masksMessagesCausesAndWhatIsSuppressed() {
    IOException innermost = new IOException("GET http://u:s3cr3t@h.example/ failed");
    RuntimeException middle = new IllegalStateException("wrapped", innermost);
    PublishException error =
        new PublishException("not had from http://u:s3cr3t@h.example/", middle);
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString())
        .doesNotContain("s3cr3t")
        .contains("GET http://***@h.example/ failed")
        .contains("java.lang.IllegalStateException: wrapped")
        .contains("masksMessagesCausesAndWhatIsSuppressed");
    IOException clean = new IOException("disk full");
    assertThat(new PublishException("no", clean)).hasCause(clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "me:secret@proxy:1|***@proxy:1",
        "http://u:pa ss@p:1|http://***@p:1",
        "https://u:a,b/c@h/x|https://***@h/x",
        "http://h/x|http://h/x",
        "proxy:3128|proxy:3128"
      })
  void masksAllBeforeTheLastAtSignOfAUrl(String text, String masked) {
    assertThat(Secrets.maskUrl(text)).isEqualTo(masked);
  }
}
