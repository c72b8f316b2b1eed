package io.github.weepython.maven.vex;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the user's own OpenVEX documents. */
final class UserVex {
  private UserVex() {}

  /**
   * The statements of a document.
   *
   * @throws SpecException when it is unreadable or not OpenVEX, naming the statement
   */
  static List<VexStatement> read(Path file) {
    JsonNode root = json(file);
    if (!root.path("@context").asText("").startsWith("https://openvex.dev/ns")
        || !root.path("statements").isArray()) {
      throw refused(
          file,
          "is not an OpenVEX document: expected \"@context\": \"https://openvex.dev/ns/v0.2.0\" and"
              + " an array \"statements\"");
    }
    List<VexStatement> all = new ArrayList<>();
    for (JsonNode statement : root.path("statements")) {
      all.add(statement(file, "statement " + (all.size() + 1), statement, root));
    }
    return all;
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw refused(file, "can't be read as JSON (" + Causes.of(e) + ")");
    }
  }

  private static VexStatement statement(Path file, String where, JsonNode each, JsonNode root) {
    JsonNode vulnerability = each.path("vulnerability");
    String name =
        vulnerability.isTextual()
            ? vulnerability.asText("")
            : vulnerability.path("name").asText(vulnerability.path("@id").asText(""));
    String status = each.path("status").asText("");
    String justification = each.path("justification").asText("");
    if (name.isBlank()) {
      throw refused(file, "names no vulnerability in " + where);
    }
    if (!VexStatement.STATUSES.contains(status)) {
      throw refused(
          file,
          "has the status '%s' for %s; expected not_affected, affected, fixed or under_investigation"
              .formatted(status, name));
    }
    boolean known = VexStatement.JUSTIFICATIONS.contains(justification);
    if (!justification.isEmpty() && !known) {
      throw refused(
          file, "has the unknown justification '%s' for %s".formatted(justification, name));
    }
    if (status.equals(VexStatement.NOT_AFFECTED)
        && !known
        && each.path("impact_statement").asText("").isBlank()) {
      throw refused(
          file,
          "says not_affected for %s without a justification or an impact_statement"
              .formatted(name));
    }
    return new VexStatement(
        name,
        status,
        justification,
        each.path("status_notes").asText(each.path("impact_statement").asText("")),
        subcomponents(each),
        Optional.of(own(each, name, root)));
  }

  private static List<String> subcomponents(JsonNode statement) {
    List<String> ids = new ArrayList<>();
    for (JsonNode product : statement.path("products")) {
      product.path("subcomponents").forEach(each -> ids.add(OpenVexIds.of(each)));
    }
    return ids;
  }

  /** With what it would inherit from its document (OpenVEX's specification, "Data Inheritance"). */
  private static ObjectNode own(JsonNode statement, String name, JsonNode root) {
    ObjectNode own = statement.deepCopy();
    if (own.path("vulnerability").isTextual()) {
      own.putObject("vulnerability").put("name", name);
    }
    if (!own.has("timestamp") && root.has("timestamp")) {
      own.set("timestamp", root.get("timestamp"));
    }
    return own;
  }

  private static SpecException refused(Path file, String why) {
    return new SpecException(
        "%s %s. Correct the file, or <vex> or -Dwee.vex.".formatted(file, why));
  }
}
