package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries say in many ways that something is not there. */
class UnknownAnswersIT extends RegistryRig {
  private static final String ERROR = "{\"errors\":[{\"code\":\"%s\",\"message\":\"none\"}]}";

  /** Harbor says NOT_FOUND of a tag, others NAME_UNKNOWN of a repository, and a proxy says HTML. */
  @ParameterizedTest
  @ValueSource(strings = {"MANIFEST_UNKNOWN", "NOT_FOUND", "NAME_UNKNOWN", "<html>", "", "two"})
  void aNewTagIsPushedWhateverThe404Says(String code) throws Exception {
    String body = code.matches("[A-Z_]+") ? ERROR.formatted(code) : code;
    String two =
        "{\"errors\":[{\"code\":\"NOT_FOUND\"},{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"\"}]}";
    proxy.answer("GET", "/manifests/", 1, "404 Not Found", "", code.equals("two") ? two : body);
    push(proxy.port(), 60, "new");
    assertThat(proxy.injected()).isEqualTo(1);
    assertThat(readBack("new")).isEqualTo(image.digest());
  }

  /** A registry without the API has the list under a tag; not each says 404 of an unknown path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Bad Request",
        "404 Not Found",
        "405 Method Not Allowed",
        "406 Not Acceptable",
        "501 Not Implemented"
      })
  void referrersAreFoundWhereTheApiIsUnknown(String status) throws Exception {
    push(proxy.port(), 60, "a");
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    PushSettings settings = settings(Optional.empty(), dir, 60);
    new RegistryPublisher(Progress.NONE)
        .pushArtifact(
            Referrers.about(
                image.bundle(),
                "application/example",
                "x".getBytes(StandardCharsets.UTF_8),
                Map.of()),
            image.digest(),
            name,
            settings);
    proxy.answer("GET", "/referrers/", 100, status, "", "nothing here");
    try (RegistryReader reader = new RegistryReader(name, "a", settings)) {
      assertThat(reader.referrers(image.digest()))
          .extracting(each -> each.path("artifactType").asText())
          .isEqualTo(List.of("application/example"));
    }
    assertThat(proxy.injected()).isPositive();
  }
}
