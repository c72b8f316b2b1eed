package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes JSON with one entry per line, so that diff(1) can compare two documents. A very long array
 * is given as {@link Elements}, which are written as they are made: as nodes, those of 200,000
 * files would take more than half a gigabyte.
 */
final class JsonLines {
  private final Writer out;
  private final JsonGenerator generator;

  private JsonLines(Writer out) throws IOException {
    this.out = out;
    // One for all, each with the buffers of the last; what it has is to follow what out got.
    generator = JSON.createGenerator(out);
    generator.setRootValueSeparator(null);
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  private void whole(JsonNode node) throws IOException {
    JSON.writeTree(generator, node);
    generator.flush();
  }

  /** What is written without becoming nodes. */
  @FunctionalInterface
  interface Element {
    void write(JsonGenerator to) throws IOException;
  }

  /** An array's elements, made one after the other. */
  @FunctionalInterface
  interface Elements {
    void forEach(Consumer<Element> to);

    /** Puts them into an object. */
    static void put(ObjectNode node, String field, Elements elements) {
      node.set(field, new POJONode(elements));
    }
  }

  static void write(ObjectNode root, Path file) throws IOException {
    try (OutputStream to = Files.newOutputStream(file)) {
      write(root, to);
    }
  }

  /** As {@link #write(ObjectNode, Path)}, in memory; for images of few files. */
  static byte[] of(ObjectNode root) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(root, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(ObjectNode root, OutputStream to) throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
    try {
      new JsonLines(out).object(root);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private void object(JsonNode node) throws IOException {
    out.write('{');
    for (Iterator<Map.Entry<String, JsonNode>> all = node.properties().iterator();
        all.hasNext(); ) {
      Map.Entry<String, JsonNode> field = all.next();
      out.write("\n\"" + field.getKey() + "\": ");
      value(field.getValue());
      out.write(all.hasNext() ? "," : "");
    }
    out.write("\n}");
  }

  private void value(JsonNode value) throws IOException {
    if (value.isArray() || value.isPojo()) {
      array(value, "\n");
    } else if (!value.findPath("components").isMissingNode()) {
      object(value);
    } else {
      whole(value);
    }
  }

  /**
   * @param separator before each element; before the end as well where there is any
   */
  private void array(JsonNode value, String separator) throws IOException {
    String[] before = {separator};
    out.write('[');
    if (value instanceof POJONode node && node.getPojo() instanceof Elements elements) {
      elements.forEach(
          element -> {
            try {
              out.write(before[0]);
              element.write(generator);
              generator.flush();
              before[0] = "," + separator;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } else {
      for (JsonNode node : value) {
        out.write(before[0]);
        line(node);
        before[0] = "," + separator;
      }
    }
    out.write(before[0].startsWith(",") ? separator + "]" : "]");
  }

  private void line(JsonNode node) throws IOException {
    if (!node.isObject() || node.properties().stream().noneMatch(f -> f.getValue().isPojo())) {
      whole(node);
      return;
    }
    String before = "{";
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      out.write(before + "\"" + field.getKey() + "\":");
      if (field.getValue().isPojo()) {
        array(field.getValue(), "");
      } else {
        whole(field.getValue());
      }
      before = ",";
    }
    out.write('}');
  }
}
