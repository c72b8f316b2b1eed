package io.github.weepython.maven.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code images.json} token by token. A push with nothing to do reads no other JSON, and two
 * thirds of its time would be spent on loading what binds JSON to objects.
 */
final class ImagesJson {
  private ImagesJson() {}

  /** One image's fields: texts and numbers as texts, arrays of these as lists. */
  record Fields(Map<String, String> texts, Map<String, List<String>> lists) {
    /**
     * @throws IllegalArgumentException when there is none
     */
    String text(String name) {
      return Optional.ofNullable(texts.get(name)).orElseThrow(() -> missing(name));
    }

    /**
     * @throws IllegalArgumentException when there is none
     */
    long number(String name) {
      return Long.parseLong(text(name));
    }

    /**
     * @throws IllegalArgumentException when there is none
     */
    List<String> list(String name) {
      return Optional.ofNullable(lists.get(name)).orElseThrow(() -> missing(name));
    }

    private static IllegalArgumentException missing(String name) {
      return new IllegalArgumentException("an image lacks the field '" + name + "'");
    }
  }

  /** The objects of the field {@code images}; fields that are objects themselves are left out. */
  static List<Fields> read(Path file) throws IOException {
    List<Fields> images = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("images") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            images.add(fields(json));
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return images;
  }

  private static Fields fields(JsonParser json) throws IOException {
    Fields fields = new Fields(new HashMap<>(), new HashMap<>());
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY) {
        fields.lists().put(name, list(json));
      } else if (value.isScalarValue()) {
        fields.texts().put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return fields;
  }

  private static List<String> list(JsonParser json) throws IOException {
    List<String> list = new ArrayList<>();
    for (JsonToken each = json.nextToken();
        each != JsonToken.END_ARRAY && each != null;
        each = json.nextToken()) {
      if (each.isScalarValue()) {
        list.add(json.getText());
      } else {
        json.skipChildren();
      }
    }
    return list;
  }
}
