package io.github.weepython.maven.site;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of RECORD (the recording of installed projects, packaging.python.org): CSV, where quotes
 * are written only if needed.
 *
 * @param path relative to site-packages, or absolute
 * @param hash as {@code sha256=...}; empty for RECORD itself and bytecode
 * @param size in bytes; empty where the hash is
 */
public record RecordRow(String path, String hash, String size) {
  /** All rows of a RECORD. */
  public static List<RecordRow> parse(String text) {
    return text.lines().map(RecordRow::row).flatMap(Optional::stream).toList();
  }

  private static Optional<RecordRow> row(String line) {
    int last = line.lastIndexOf(',');
    int first = last < 0 ? -1 : line.lastIndexOf(',', last - 1);
    if (first < 0) {
      return Optional.empty();
    }
    String path = line.substring(0, first);
    boolean quoted = path.length() > 1 && path.startsWith("\"") && path.endsWith("\"");
    return Optional.of(
        new RecordRow(
            quoted ? path.substring(1, path.length() - 1).replace("\"\"", "\"") : path,
            line.substring(first + 1, last),
            line.substring(last + 1)));
  }

  /** As RECORD has them. */
  public static String text(Stream<RecordRow> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row.line()).append('\n'));
    return text.toString();
  }

  private String line() {
    boolean plain = path.matches("[^\",]*");
    return (plain ? path : '"' + path.replace("\"", "\"\"") + '"') + "," + hash + "," + size;
  }
}
