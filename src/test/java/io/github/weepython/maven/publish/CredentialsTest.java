package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.http.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final String AUTH =
      "{\"auths\":{\"r.example\":{\"auth\":\"ZG9ja2VyOmNvbG9uOmlu\"}}}"; // docker:colon:in

  @TempDir Path home;

  private Credentials.Found find(Map<String, String> environment) {
    return new Credentials(any -> Optional.empty(), environment, home).find("r.example");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void takesTheExplicitOneFirst() {
    Credential given = new Credential("settings.xml", "u", "p");
    Map<String, String> env = Map.of("WEE_REGISTRY_USERNAME", "e", "WEE_REGISTRY_PASSWORD", "e");
    assertThat(new Credentials(any -> Optional.of(given), env, home).find("r.example").credential())
        .contains(given);
    assertThat(given.toString()).doesNotContain("p'").isEqualTo("login of settings.xml");
  }

  @Test
  void takesTheEnvironmentBeforeFiles() throws IOException {
    write(home.resolve(".docker/config.json"), AUTH);
    Map<String, String> env = Map.of("WEE_REGISTRY_USERNAME", "e", "WEE_REGISTRY_PASSWORD", "s");
    assertThat(find(env).credential().orElseThrow().user()).isEqualTo("e");
  }

  @Test
  void readsDockersConfigWhereverItIs() throws IOException {
    write(home.resolve("elsewhere/config.json"), AUTH);
    Credential found =
        find(Map.of("DOCKER_CONFIG", home.resolve("elsewhere").toString()))
            .credential()
            .orElseThrow();
    assertThat(found.user()).isEqualTo("docker");
    assertThat(found.password()).isEqualTo("colon:in");
    assertThat(found.source()).isEqualTo(home.resolve("elsewhere/config.json").toString());
  }

  @Test
  void readsPodmansFilesAfterDockers() throws IOException {
    write(home.resolve("run/containers/auth.json"), AUTH);
    write(home.resolve(".docker/config.json"), "{\"auths\":{}}");
    Credentials.Found found = find(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()));
    assertThat(found.credential()).isPresent();
    assertThat(found.lookedAt())
        .containsExactly(
            "settings.xml (no <server> with the id r.example)",
            "the environment (WEE_REGISTRY_USERNAME is not set)",
            home.resolve(".docker/config.json") + " (nothing for it)");
  }

  @Test
  void quotesNothingOfAnUnreadableFile() throws IOException {
    write(home.resolve(".docker/config.json"), "{ s3cret");
    assertThat(find(Map.of()).credential()).isEmpty();
    assertThat(find(Map.of()).lookedAt().toString())
        .contains("not valid JSON")
        .doesNotContain("s3cret");
  }

  @Test
  void namesTheHelperThatIsMissing() throws IOException {
    write(
        home.resolve(".docker/config.json"),
        "{\"credHelpers\":{\"r.example\":\"no-such-helper\"}}");
    assertThat(find(Map.of()).lookedAt().toString())
        .contains("docker-credential-no-such-helper failed or is not on the PATH");
  }
}
