package io.github.weepython.maven.tuf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.Jackson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of metadata, verified or not.
 *
 * @param role whose it is: {@code root}, {@code timestamp}, {@code snapshot} or {@code targets}
 * @param version counts up from 1
 * @param expires from when on it must not be believed
 * @param signed what the signatures are over
 * @param signatures by the key's id
 */
record TufMetadata(
    String role,
    long version,
    Instant expires,
    JsonNode signed,
    Map<String, byte[]> signatures,
    byte[] bytes) {
  private static final ObjectMapper STRICT =
      Jackson.JSON.copy().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads a file.
   *
   * @throws TufException when it isn't metadata of that role
   */
  static TufMetadata parse(String role, byte[] bytes) {
    try {
      JsonNode file = STRICT.readTree(bytes);
      JsonNode signed = file.path("signed");
      if (!signed.path("_type").asText("").equals(role)
          || !signed.path("spec_version").asText("").startsWith("1.")) {
        throw refused(role, "it is not metadata of that role in version 1 of TUF");
      }
      long version = signed.path("version").asLong(0);
      if (version < 1) {
        throw refused(role, "its version is " + signed.path("version"));
      }
      Instant expires = Instant.parse(signed.path("expires").asText(""));
      return new TufMetadata(role, version, expires, signed, signatures(role, file), bytes);
    } catch (IOException | DateTimeException e) {
      throw new TufException("%s.json: it can't be read: %s".formatted(role, e.getMessage()), e);
    }
  }

  private static Map<String, byte[]> signatures(String role, JsonNode file) {
    Map<String, byte[]> signatures = new LinkedHashMap<>();
    for (JsonNode signature : file.path("signatures")) {
      try {
        // Those who have not signed yet have an empty one.
        byte[] bytes = HexFormat.of().parseHex(signature.path("sig").asText(""));
        if (signatures.put(signature.path("keyid").asText(""), bytes) != null) {
          throw refused(role, "a key has signed it twice");
        }
      } catch (IllegalArgumentException e) {
        throw new TufException(role + ".json: a signature is not hexadecimal", e);
      }
    }
    return signatures;
  }

  /**
   * Refuses what has expired.
   *
   * @throws TufException then
   */
  void requireCurrent(InstantSource clock) {
    if (!clock.instant().isBefore(expires)) {
      throw refused(role, "its version %d expired at %s".formatted(version, expires));
    }
  }

  /** What it says of another file, by name. */
  Map<String, JsonNode> files(String list) {
    Map<String, JsonNode> files = new LinkedHashMap<>();
    signed.path(list).fields().forEachRemaining(file -> files.put(file.getKey(), file.getValue()));
    return files;
  }

  static TufException refused(String role, String why) {
    return new TufException(role + ".json: " + why);
  }
}
