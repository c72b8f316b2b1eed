package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers as Docker's are: programs that read a server's name and print JSON. */
class CredentialHelperTest {
  @TempDir Path dir;

  private CredentialHelper helper(String script, Duration patience) throws IOException {
    Path program = dir.resolve("docker-credential-it");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String path = dir + ":" + System.getenv("PATH");
    return new CredentialHelper("it", Map.of("PATH", path), patience);
  }

  private CredentialHelper helper(String script) throws IOException {
    return helper(script, Duration.ofSeconds(60));
  }

  @Test
  void asksByGetAndTheServersName() throws IOException {
    assertThat(
            helper(
                    "read server; printf '{\"ServerURL\":\"x\",\"Username\":\"%s %s\","
                        + "\"Secret\":\"s3cret\"}' \"$1\" \"$server\"")
                .get("registry.example.com"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.user()).isEqualTo("get registry.example.com");
              assertThat(found.password()).isEqualTo("s3cret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat > /dev/null; echo credentials not found in native keychain; exit 1",
        "echo credentials not found; exec 0<&-; exit 1",
        "cat > /dev/null; echo '{\"Username\":\"\",\"Secret\":\"\"}'",
        "cat > /dev/null; echo '{\"Username\":null,\"Secret\":null}'"
      })
  void knowsWhenAHelperHasNone(String script) throws IOException {
    assertThat(helper(script).get("registry.example.com")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "echo 's3cret is locked'; exit 1, docker-credential-it failed",
    "echo 's3cret {', docker-credential-it answered with something other than JSON",
    "true, docker-credential-it answered with something other than JSON"
  })
  void quotesNothingOfWhatABrokenOneSaid(String script, String message) {
    assertThatThrownBy(() -> helper("cat > /dev/null; " + script).get("registry.example.com"))
        .isInstanceOf(IOException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  /** As one that waits for a password on a terminal that nobody sees. */
  @ParameterizedTest
  @ValueSource(strings = {"exec sleep 600", "sleep 600; echo never", "sleep 600 & wait"})
  void endsOneThatDoesNotEnd(String script) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> helper(script, Duration.ofMillis(200)).get("r.example"))
                .hasMessage("docker-credential-it does not finish"));
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(
            () -> new CredentialHelper("it", Map.of("PATH", dir + "::")).get("r.example"))
        .hasMessage("docker-credential-it is not on the PATH");
  }
}
