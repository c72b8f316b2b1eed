package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/** An entry of Rekor's API, v1, as Sigstore's bundles have it (sigstore_rekor.proto). */
final class RekorEntry {
  private RekorEntry() {}

  /**
   * The entry as a bundle has it.
   *
   * @throws SignException when the log gave no proof
   */
  static ObjectNode bundled(JsonNode answer) {
    JsonNode proof = answer.at("/verification/inclusionProof");
    String promise = answer.at("/verification/signedEntryTimestamp").asText("");
    if (promise.isEmpty() || !proof.path("checkpoint").isTextual()) {
      throw new SignException(
          "The transparency log took the signature and gave no proof of it (inclusionProof,"
              + " signedEntryTimestamp). Try again: mvn wee:push");
    }
    JsonNode body = body(answer);
    ObjectNode entry = JSON.createObjectNode();
    entry.put("logIndex", answer.path("logIndex").asText(""));
    entry.putObject("logId").put("keyId", base64(answer.path("logID").asText("")));
    entry
        .putObject("kindVersion")
        .put("kind", body.path("kind").asText(""))
        .put("version", body.path("apiVersion").asText(""));
    entry.put("integratedTime", answer.path("integratedTime").asText(""));
    entry.putObject("inclusionPromise").put("signedEntryTimestamp", promise);
    ObjectNode bundled = entry.putObject("inclusionProof");
    bundled.put("logIndex", proof.path("logIndex").asText(""));
    bundled.put("rootHash", base64(proof.path("rootHash").asText("")));
    bundled.put("treeSize", proof.path("treeSize").asText(""));
    ArrayNode hashes = bundled.putArray("hashes");
    proof.path("hashes").forEach(hash -> hashes.add(base64(hash.asText(""))));
    bundled.putObject("checkpoint").put("envelope", proof.path("checkpoint").asText(""));
    entry.put("canonicalizedBody", answer.path("body").asText(""));
    return entry;
  }

  private static JsonNode body(JsonNode answer) {
    try {
      return JSON.readTree(Base64.getDecoder().decode(answer.path("body").asText("")));
    } catch (IOException | IllegalArgumentException e) {
      throw new SignException("The transparency log answered with an entry that can't be read.", e);
    }
  }

  private static String base64(String hex) {
    try {
      return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new SignException(
          "The transparency log answered with a hash that is not hexadecimal.", e);
    }
  }
}
