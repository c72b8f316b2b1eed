package io.github.weepython.maven.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.http.Credential;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program {@code docker-credential-<name>}, which is asked for a server by {@code get}
 * (docker-credential-helpers). What it prints is never quoted: it holds the secret.
 */
final class CredentialHelper {
  private static final long PATIENCE_SECONDS = 60;
  private static final String NOTHING = "credentials not found";

  private static final List<String> SUFFIXES = List.of("", ".exe");

  private final String program;
  private final Map<String, String> environment;

  /**
   * @param name as the configuration has it
   * @param environment the variables it gets, PATH among them
   */
  CredentialHelper(String name, Map<String, String> environment) {
    this.program = "docker-credential-" + name;
    this.environment = environment;
  }

  /**
   * The login for a server; empty if the helper knows none.
   *
   * @throws IOException if the helper is not there, fails, or answers with something else
   */
  Optional<Credential> get(String server) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(onPath().toString(), "get")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().write(server.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(program + " does not end");
      }
      return process.exitValue() == 0 ? read(answer) : nothing(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }

  /** Java itself would look through the PATH of this process. */
  private Path onPath() throws IOException {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> SUFFIXES.stream().map(suffix -> Path.of(folder, program + suffix)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException(program + " is not on the PATH"));
  }

  private Optional<Credential> nothing(String answer) throws IOException {
    if (answer.contains(NOTHING)) {
      return Optional.empty();
    }
    throw new IOException(program + " failed");
  }

  private Optional<Credential> read(String answer) throws IOException {
    JsonNode json = new ObjectMapper().readTree(answer);
    String user = json.path("Username").asText();
    String secret = json.path("Secret").asText();
    return secret.isEmpty() ? Optional.empty() : Optional.of(new Credential(program, user, secret));
  }
}
