package io.github.weepython.maven.lockfile;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.weepython.maven.digest.Digest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a lock file's text: a line for each thing that may change by itself. */
final class LockFileText {
  private LockFileText() {}

  static String text(LockFile file) {
    List<String> entries = file.entries().stream().map(each -> entry(each, true)).toList();
    return "{\n  \"lockVersion\": %s,\n  \"wee\": %s,\n  \"entries\": [%s\n  ]\n}\n"
        .formatted(
            LockFile.VERSION,
            json(file.wee()),
            entries.isEmpty() ? "" : "\n" + String.join(",\n", entries));
  }

  /** The same entry with its checksum. */
  static LockEntry withChecksum(LockEntry entry) {
    return entry.withChecksum(checksum(entry));
  }

  /** Of all of an entry but the checksum itself. */
  static String checksum(LockEntry entry) {
    return "sha256:" + Digest.of(entry(entry, false)).hex();
  }

  private static String entry(LockEntry entry, boolean whole) {
    List<String> fields = new ArrayList<>();
    addFields(fields, entry, whole);
    return "    {\n" + String.join(",\n", fields) + "\n    }";
  }

  private static void addFields(List<String> fields, Record record, boolean whole) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (value instanceof LockEntryPart) {
        addFields(fields, (Record) value, whole);
      } else if (whole || !component.getName().equals("checksum")) {
        fields.add("      %s: %s".formatted(json(component.getName()), field(value)));
      }
    }
  }

  private static String field(Object value) {
    if (value instanceof List<?> list) {
      return lines(list, "      ");
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              e -> "        " + json(e.getKey()) + ": " + lines((List<?>) e.getValue(), "        "))
          .collect(Collectors.joining(",\n", "{\n", "\n      }"));
    }
    return value instanceof Record record ? line(record) : json(value);
  }

  private static String lines(List<?> list, String indent) {
    return list.isEmpty()
        ? "[]"
        : list.stream()
            .map(each -> indent + "  " + line((Record) each))
            .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
  }

  private static String line(Record record) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      fields.add(json(component.getName()) + ": " + json(value(record, component)));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of what entries have: texts, numbers, flags, and lists of these. */
  private static String json(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(LockFileText::json).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString((String) value)) + '"';
  }
}
