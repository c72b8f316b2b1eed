package io.github.weepython.maven.lockfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.Jackson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a lock file, and refuses one that is not as wee wrote it. */
final class LockFileReader {
  private static final ObjectMapper STRICT =
      Jackson.JSON.copy().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final Path path;

  LockFileReader(Path path) {
    this.path = path;
  }

  /**
   * @throws LockException naming the line that is not as wee writes it
   */
  LockFile read() {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new LockException(
          "The lock file %s can't be read: %s. Make it readable, or rewrite it: mvn wee:lock."
              .formatted(path, Causes.of(e)),
          e);
    }
    try (JsonParser parser = STRICT.createParser(text)) {
      return read(parser);
    } catch (JsonProcessingException e) {
      throw broken(line(e.getLocation()), reason(e), e);
    } catch (IOException e) {
      throw new LockException(
          "The lock file %s can't be read: %s. Make it readable, or rewrite it: mvn wee:lock."
              .formatted(path, Causes.of(e)),
          e);
    }
  }

  private LockFile read(JsonParser parser) throws IOException {
    String wee = "";
    List<LockEntry> entries = new ArrayList<>();
    expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "lockVersion" -> checkVersion(parser, value);
        case "wee" -> wee = parser.getText();
        case "entries" -> {
          expect(parser, value, JsonToken.START_ARRAY);
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            entries.add(entry(parser));
          }
        }
        default -> throw broken(line(parser.currentLocation()), "it has a \"" + field + "\"", null);
      }
    }
    if (parser.nextToken() != null) {
      throw broken(line(parser.currentLocation()), "something follows its end", null);
    }
    if (wee.isEmpty()) {
      throw broken(1, "it has no \"wee\" that says which version wrote it", null);
    }
    return new LockFile(wee, entries);
  }

  private void checkVersion(JsonParser parser, JsonToken token) throws IOException {
    expect(parser, token, JsonToken.VALUE_NUMBER_INT);
    if (parser.getIntValue() != LockFile.VERSION) {
      throw new LockException(
          "%s, line %d: this is a lock file of format %d, and this version of wee reads format %d. Use the version of wee that wrote it, or rewrite it: mvn wee:lock."
              .formatted(
                  path, line(parser.currentLocation()), parser.getIntValue(), LockFile.VERSION));
    }
  }

  private LockEntry entry(JsonParser parser) throws IOException {
    int line = line(parser.currentLocation());
    LockEntry entry = parser.readValueAs(LockEntry.class);
    String sum = LockFileText.checksum(entry);
    if (!sum.equals(entry.checksum())) {
      throw broken(
          line,
          "the entry that begins there, of %s for %s, was changed after wee wrote it: its checksum is %s, and its text gives %s"
              .formatted(entry.module(), entry.request().label(), entry.checksum(), sum),
          null);
    }
    return entry;
  }

  private void expect(JsonParser parser, JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw broken(line(parser.currentLocation()), "it is not in the form that wee writes", null);
    }
  }

  private static int line(JsonLocation location) {
    return location == null ? 1 : location.getLineNr();
  }

  /** What a record's constructor said, else what the parser did. */
  private static String reason(JsonProcessingException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException
        ? String.valueOf(cause.getMessage())
        : e.getOriginalMessage().replaceAll("\\s*\\(class io\\.github[^)]*\\).*", "");
  }

  private LockException broken(int line, String reason, @Nullable JsonProcessingException cause) {
    return new LockException(
        "%s, line %d: %s.\nUndo what changed the file (git checkout %s), or rewrite it: mvn wee:lock."
            .formatted(path, line, reason.replaceFirst("\\.$", ""), path.getFileName()),
        cause);
  }
}
