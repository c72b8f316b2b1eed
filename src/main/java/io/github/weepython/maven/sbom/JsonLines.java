package io.github.weepython.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** JSON with one entry a line, so that two of a kind can be compared by diff(1). */
final class JsonLines {
  private JsonLines() {}

  static byte[] of(ObjectNode root) {
    StringBuilder text = new StringBuilder();
    object(text, root);
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void object(StringBuilder text, JsonNode node) {
    text.append('{');
    for (Iterator<Map.Entry<String, JsonNode>> all = node.properties().iterator();
        all.hasNext(); ) {
      Map.Entry<String, JsonNode> field = all.next();
      text.append("\n\"").append(field.getKey()).append("\": ");
      append(text, field.getValue());
      text.append(all.hasNext() ? "," : "");
    }
    text.append("\n}");
  }

  private static void append(StringBuilder text, JsonNode value) {
    if (value.isArray() && !value.isEmpty()) {
      array(text, value);
    } else if (!value.findPath("components").isMissingNode()) {
      object(text, value);
    } else {
      text.append(value);
    }
  }

  private static void array(StringBuilder text, JsonNode value) {
    text.append('[');
    for (int i = 0; i < value.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n").append(value.get(i));
    }
    text.append("\n]");
  }
}
