package io.github.weepython.maven.audit;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.vex.CpythonRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is open, as a table and as JSON. */
public final class AuditReport {
  private AuditReport() {}

  /**
   * Lines of a table, each column as wide as its longest text; a row of its own says that CPython
   * could not be audited.
   */
  public static List<String> table(ImageAudit image) {
    List<List<String>> rows =
        new ArrayList<>(
            List.of(List.of("severity", "vulnerability", "source", "version", "fixed in", "by")));
    for (Issue issue : image.open()) {
      rows.add(
          List.of(
              issue.determined() ? issue.severity().text() : "undetermined",
              issue.cve(),
              issue.source(),
              issue.version(),
              issue.fixed().isEmpty() ? "-" : issue.fixed(),
              String.join(", ", issue.packages())));
    }
    CpythonRecords cpython = image.cpython();
    if (!cpython.audited()) {
      rows.add(
          List.of("unknown", "not audited", cpython.source(), cpython.python(), "-", "python"));
    }
    return rows.stream().map(row -> line(row, rows)).toList();
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(1);
      line.append(("%-" + (width + 2) + "s").formatted(row.get(column)));
    }
    return line.toString().stripTrailing();
  }

  /**
   * {@code {"images": [{"image", "cpython": {"version", "source", "audited", "releases": [...],
   * "caveat"}, "open": [...], "patched": [...]}]}}.
   */
  public static byte[] json(List<ImageAudit> images) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("images");
    for (ImageAudit image : images) {
      ObjectNode node = all.addObject();
      node.put("image", image.image());
      cpython(node.putObject("cpython"), image.cpython());
      ArrayNode open = node.putArray("open");
      image.open().forEach(each -> issue(open.addObject(), each));
      image.patched().forEach(node.putArray("patched")::add);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static void cpython(ObjectNode node, CpythonRecords cpython) {
    node.put("version", cpython.python());
    node.put("source", cpython.source());
    node.put("audited", cpython.audited());
    cpython.releases().forEach(node.putArray("releases")::add);
    cpython.caveat().ifPresent(text -> node.put("caveat", text));
  }

  private static void issue(ObjectNode node, Issue each) {
    node.put("id", each.cve());
    node.put("status", each.determined() ? "open" : "undetermined");
    node.put("severity", each.severity().text());
    node.put("source", each.source());
    node.put("version", each.version());
    if (!each.fixed().isEmpty()) {
      node.put("fixed", each.fixed());
    }
    each.packages().forEach(node.putArray("packages")::add);
    if (!each.description().isEmpty()) {
      node.put("description", each.description());
    }
  }
}
