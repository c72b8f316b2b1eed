package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.http.Credential;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program {@code docker-credential-<name>}, which is asked for a server by {@code get}
 * (docker-credential-helpers). What it prints is never quoted: it holds the secret.
 */
final class CredentialHelper {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOTHING = "credentials not found";

  private static final List<String> SUFFIXES = List.of("", ".exe");

  private final String program;
  private final Map<String, String> environment;
  private final Duration patience;

  /**
   * @param name as the configuration has it
   * @param environment the variables it gets, PATH among them
   */
  CredentialHelper(String name, Map<String, String> environment) {
    this(name, environment, PATIENCE);
  }

  /**
   * @param patience how long it may take
   */
  CredentialHelper(String name, Map<String, String> environment, Duration patience) {
    this.program = "docker-credential-" + name;
    this.environment = environment;
    this.patience = patience;
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
    // Reading ends when the program does.
    CompletableFuture<Process> end =
        process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    end.exceptionally(late -> kill(process));
    try {
      ask(process, server);
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (end.isCompletedExceptionally()) {
        throw new IOException(program + " does not finish");
      }
      return status == 0 ? read(answer) : nothing(answer);
    } catch (IOException e) {
      // Java closes what is read from when a process is killed.
      throw end.isCompletedExceptionally() ? new IOException(program + " does not finish") : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }

  private static Process kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    return process.destroyForcibly();
  }

  /** One that knows nothing may end without listening: what it answers counts. */
  private static void ask(Process process, String server) {
    try (OutputStream question = process.getOutputStream()) {
      question.write(server.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended, or will see that it was asked nothing.
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
    JsonNode json = json(answer);
    String user = json.path("Username").asText("");
    String secret = json.path("Secret").asText("");
    return secret.isEmpty() ? Optional.empty() : Optional.of(new Credential(program, user, secret));
  }

  /** Without the parser's own words, which quote what it found. */
  private JsonNode json(String answer) throws IOException {
    try {
      JsonNode json = JSON.readTree(answer);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // As below.
    }
    throw new IOException(program + " answered with something other than JSON");
  }
}
