package io.github.weepython.maven.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * OLPC's canonical JSON: no space, keys in the order of their code points, integers only, and
 * nothing in a string is escaped but quotes and backslashes.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static byte[] of(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(text, node);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(StringBuilder out, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(out, node);
      case ARRAY -> array(out, node);
      case STRING -> string(out, node.textValue());
      case BOOLEAN, NULL -> out.append(node.asText(""));
      case NUMBER -> {
        if (!node.isIntegralNumber()) {
          throw new TufException("it has a number that is not an integer: " + node);
        }
        out.append(node.bigIntegerValue());
      }
      default -> throw new TufException("it has a value of the kind " + node.getNodeType());
    }
  }

  private static void object(StringBuilder out, JsonNode node) {
    Map<String, JsonNode> fields = new TreeMap<>(CanonicalJson::byCodePoints);
    node.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
    char before = '{';
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      string(out.append(before), field.getKey());
      write(out.append(':'), field.getValue());
      before = ',';
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, JsonNode node) {
    char before = '[';
    for (JsonNode element : node) {
      write(out.append(before), element);
      before = ',';
    }
    out.append(node.isEmpty() ? "[]" : "]");
  }

  private static void string(StringBuilder out, String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }

  /** Java's own order is that of UTF-16's units. */
  private static int byCodePoints(String one, String two) {
    return Arrays.compare(one.codePoints().toArray(), two.codePoints().toArray());
  }
}
