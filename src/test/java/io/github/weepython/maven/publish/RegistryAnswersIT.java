package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.HumanDuration;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a push makes of a registry's answers: some can be helped, and the rest are final. */
class RegistryAnswersIT extends RegistryRig {
  private final MapOrigins origins = new MapOrigins();

  private PushResult push(String repository) {
    PushSettings usual = settings(Optional.empty(), dir, 60);
    PushSettings mounting =
        new PushSettings(
            usual.credentials(), usual.timeout(), usual.backoff(), usual.way(), false, origins);
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/" + repository);
    return new RegistryPublisher(Progress.NONE).push(image.bundle(), name, List.of("a"), mounting);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "405 Method Not Allowed",
        "409 Conflict",
        "500 Broken",
        "501 Not Implemented"
      })
  void aRefusedMountBecomesAnUpload(String status) throws IOException, InterruptedException {
    push("team/python");
    proxy.answer("POST", "mount=", 1000, status, "", "no mounts here");
    proxy.forget();
    assertThat(push("other/python").blobsSent()).isEqualTo(3);
    assertThat(readBack("other/python", "a")).isEqualTo(image.digest());
  }

  @ParameterizedTest
  @CsvSource({
    "404 Not Found,'',no such repository",
    "404 Not Found,NAME_UNKNOWN,no such repository",
    "405 Method Not Allowed,'',read-only mirror",
    "413 Too Large,'',client_max_body_size",
    "415 Unsupported,'',media type",
    "501 Not Implemented,'',read-only cache",
    "507 Full,'',storage or your quota",
    "403 Forbidden,'',was refused",
    "412 Precondition Failed,'',quota"
  })
  void aFinalAnswerIsFinalAndExplained(String status, String code, String meaning) {
    proxy.answer("POST", "/uploads/", 100_000, status, "", code);
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("HTTP " + status.substring(0, 3))
        .hasMessageContaining(meaning);
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3);
  }

  @Test
  void anUploadThatIsAlwaysLostIsGivenUp() {
    proxy.answer("PATCH", "/uploads/", 100_000, "404 Not Found", "", "BLOB_UPLOAD_UNKNOWN");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContaining("HTTP 404: BLOB_UPLOAD_UNKNOWN");
    assertThat(proxy.count("PATCH")).isLessThanOrEqualTo(3 * 4);
  }

  @Test
  void sendsABlobAgainThatTheRegistryLacksAfterAll() throws IOException, InterruptedException {
    Layer layer = image.layers().get(0);
    String error =
        "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"detail\":{\"digest\":\"%s\"}}]}";
    proxy.answer(
        "PUT", "/manifests/", 1, "404 Not Found", "", error.formatted(layer.digest().oci()));
    push(proxy.port(), 60, "a");
    assertThat(proxy.count("PATCH")).isEqualTo(3 + 1);
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @Test
  void sendsBlobsAgainOnceAndNotForEver() {
    proxy.answer("PUT", "/manifests/", 1000, "400 Bad Request", "", "MANIFEST_BLOB_UNKNOWN");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContaining("HTTP 400: ")
        .hasMessageContaining("MANIFEST_BLOB_UNKNOWN");
    assertThat(proxy.count("PATCH")).isEqualTo(3 + 3);
    assertThat(proxy.count("PUT")).isEqualTo(3 + 3 + 2);
  }

  @Test
  void aSlowCommitIsWaitedFor() throws IOException, InterruptedException {
    String before = System.setProperty("jib.httpTimeout", "500");
    try {
      proxy.holdAnswers("PUT", "/uploads/", 3, 1500);
      proxy.holdAnswers("PATCH", "/uploads/", 1, 1500);
      assertThat(push(proxy.port(), 60, "a").blobsSent()).isEqualTo(3);
      assertThat(proxy.count("PATCH")).isEqualTo(3);
    } finally {
      if (before == null) {
        System.clearProperty("jib.httpTimeout");
      } else {
        System.setProperty("jib.httpTimeout", before);
      }
    }
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @Test
  void durationsAreAsPeopleWriteThem() {
    proxy.answer("POST", "/uploads/", 100_000, "503 Unavailable", "", "closed for repair");
    assertThatThrownBy(() -> push(proxy.port(), 2, "a"))
        .hasMessageContaining("within 2 s")
        .hasMessageNotContaining("PT");
    assertThat(HumanDuration.of(Duration.ofMillis(59_845))).isEqualTo("1 min");
    assertThat(HumanDuration.of(Duration.ofMillis(9_845))).isEqualTo("9.8 s");
    assertThat(HumanDuration.of(Duration.ofSeconds(5400))).isEqualTo("1 h 30 min");
  }
}
