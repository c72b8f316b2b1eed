package io.github.weepython.maven.sigstore;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the JSON of bundles and roots has, or the reason why it hasn't. */
final class Json {
  private Json() {}

  static JsonNode read(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.isObject()) {
        return root;
      }
      throw new SigstoreException("it is not a JSON object");
    } catch (IOException e) {
      throw new SigstoreException("it is not JSON: " + e.getMessage(), e);
    }
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static byte[] bytes(JsonNode at, String name) {
    return base64(text(at, name), name);
  }

  static byte[] base64(String text, String name) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new SigstoreException("its " + name + " is not base64", e);
    }
  }

  static String text(JsonNode at, String name) {
    JsonNode found = at.path(name);
    if (!found.isValueNode() || found.asText("").isEmpty()) {
      throw new SigstoreException("it has no " + name);
    }
    return found.asText("");
  }

  /** A number that is not negative; protobuf's JSON has 64 bits in quotes, and leaves out zeros. */
  static long number(JsonNode at, String name) {
    String text = at.path(name).asText("0");
    try {
      long number = Long.parseLong(text.isEmpty() ? "0" : text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SigstoreException("its " + name + " is not a number: " + text, e);
    }
    throw new SigstoreException("its " + name + " is negative: " + text);
  }
}
