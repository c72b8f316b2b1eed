package io.github.weepython.maven.sbom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files' digests by path, as {@code {"path": {"sha256": "...", "sha1": "..."}}}. Each build reads
 * those of thousands of files, so they are read word by word.
 */
final class DigestsJson {
  /** Names of fields are paths here: many, and each once. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private DigestsJson() {}

  static void write(Map<String, FileDigest> digests, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, FileDigest> each : digests.entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        json.writeStringField("sha256", each.getValue().sha256());
        json.writeStringField("sha1", each.getValue().sha1());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  /** In the file's order. */
  static Map<String, FileDigest> read(Path file) throws IOException {
    Map<String, FileDigest> all = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        JsonParser json = JSON.createParser(in)) {
      json.nextToken();
      for (String path = json.nextFieldName(); path != null; path = json.nextFieldName()) {
        json.nextToken();
        all.put(path, digest(json));
      }
    }
    return all;
  }

  private static FileDigest digest(JsonParser json) throws IOException {
    String sha256 = "";
    String sha1 = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean longer = json.currentName().equals("sha256");
      String value = json.nextTextValue();
      if (longer) {
        sha256 = value;
      } else {
        sha1 = value;
      }
    }
    return new FileDigest(sha256, sha1);
  }
}
