package io.github.weepython.maven.kube;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * How a command in a pod ended, as the API server says it (a {@code metav1.Status} on channel 3).
 *
 * @param code the exit status; empty when the command could not be run, or nobody can tell
 * @param message the server's words, or why they can't be read
 */
record ExecStatus(Optional<Integer> code, String message) {
  static ExecStatus parse(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      String message = node.path("message").asText("the status can't be read");
      if (node.path("status").asText("").equals("Success")) {
        return new ExecStatus(Optional.of(0), message);
      }
      boolean ended = node.path("reason").asText("").equals("NonZeroExitCode");
      return new ExecStatus(ended ? Optional.of(exitCode(node)) : Optional.empty(), message);
    } catch (JsonProcessingException e) {
      return new ExecStatus(Optional.empty(), "the status is not JSON");
    } catch (IOException | NumberFormatException e) {
      return new ExecStatus(Optional.empty(), "the status can't be read");
    }
  }

  private static int exitCode(JsonNode status) {
    for (JsonNode cause : status.path("details").path("causes")) {
      if (cause.path("reason").asText("").equals("ExitCode")) {
        return Integer.parseInt(cause.path("message").asText(""));
      }
    }
    throw new NumberFormatException("no exit code");
  }
}
