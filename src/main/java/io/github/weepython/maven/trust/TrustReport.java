package io.github.weepython.maven.trust;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that was checked of an image.
 *
 * @param reference as the user wrote it
 * @param digest what it stands for
 * @param checks in the order of the checks
 */
public record TrustReport(String reference, Digest digest, List<TrustCheck> checks) {
  public TrustReport {
    checks = List.copyOf(checks);
  }

  /** A line each of what failed. */
  public List<String> failures() {
    return checks.stream().filter(TrustCheck::isFailure).map(TrustCheck::toString).toList();
  }

  /** Lines of a table for people. */
  public List<String> table() {
    int subject = checks.stream().mapToInt(each -> each.subject().length()).max().orElse(0);
    int name = checks.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (TrustCheck check : checks) {
      lines.add(
          "%s  %s  %-6s  %s"
              .formatted(
                  padded(check.subject(), subject),
                  padded(check.name(), name),
                  word(check),
                  check.detail()));
    }
    return lines;
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  private static String word(TrustCheck check) {
    return check.outcome().name().toLowerCase(Locale.ROOT);
  }

  /** For programs. */
  public byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("reference", reference);
    root.put("digest", digest.oci());
    root.put("trusted", failures().isEmpty());
    ArrayNode all = root.putArray("checks");
    for (TrustCheck check : checks) {
      ObjectNode node = all.addObject();
      node.put("subject", check.subject());
      node.put("check", check.name());
      node.put("outcome", word(check));
      node.put("detail", check.detail());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
