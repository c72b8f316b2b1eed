package io.github.weepython.maven.outdated;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as a table, and as JSON. */
public final class FindingsWriter {
  private FindingsWriter() {}

  /** Lines of a table, each column as wide as its longest text. */
  public static List<String> table(List<Finding> findings) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("python", "what", "of", "built with", "now")));
    for (Finding finding : findings) {
      rows.add(
          List.of(
              finding.python(),
              finding.kind().text(),
              finding.subject(),
              finding.current(),
              finding.available()));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(1);
        line.append(("%-" + (width + 2) + "s").formatted(row.get(column)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /**
   * What fails a build that must not be outdated.
   *
   * @param findings at least one
   * @param file where all of them are
   */
  public static String failure(List<Finding> findings, Path file) {
    Finding first = findings.get(0);
    return "%s outdated%s: %s of %s, %s now. See the table above or %s. Build again with -U (mvn -U package), or set <python> or <suite> to a newer one; -Dwee.failOnOutdated=false only reports."
        .formatted(
            findings.size() == 1 ? "One thing is" : findings.size() + " things are",
            findings.size() == 1 ? "" : ", the first",
            first.kind().text(),
            first.subject(),
            first.available(),
            file);
  }

  /** Writes {@code {"outdated": [...]}}, an object for each finding. */
  public static void write(List<Finding> findings, Path file) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("outdated");
    for (Finding finding : findings) {
      ObjectNode node = all.addObject();
      node.put("python", finding.python());
      node.put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      node.put("subject", finding.subject());
      node.put("current", finding.current());
      node.put("available", finding.available());
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
