package io.github.weepython.maven.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.sbom.DebianPackage;
import io.github.weepython.maven.vex.OpenVexIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a VEX document settles: vulnerabilities that are fixed, or don't affect the image.
 *
 * @param parts by vulnerability, names of the parts that a statement is about; none for the image
 */
record VexVerdicts(Map<String, List<String>> parts, List<String> patched) {
  /** The name of CPython in purls. */
  private static final String PYTHON = "python";

  /**
   * Reads a document, which may be about other images as well.
   *
   * @param image the name that statements know it by, without registry and tag
   */
  static VexVerdicts by(JsonNode vex, String image) {
    Map<String, List<String>> parts = new TreeMap<>();
    TreeSet<String> patched = new TreeSet<>();
    for (JsonNode statement : vex.path("statements")) {
      String status = statement.path("status").asText("");
      if (status.equals("fixed") || status.equals("not_affected")) {
        String cve = statement.at("/vulnerability/name").asText("");
        List<String> about = about(statement, image);
        parts.computeIfAbsent(cve, any -> new ArrayList<>()).addAll(about);
        if (status.equals("fixed") && about.contains(PYTHON)) {
          patched.add(cve);
        }
      }
    }
    return new VexVerdicts(parts, List.copyOf(patched));
  }

  /** The names of parts; an empty one stands for the whole image. */
  private static List<String> about(JsonNode statement, String image) {
    List<String> names = new ArrayList<>();
    for (JsonNode product : statement.path("products")) {
      String id = OpenVexIds.of(product);
      if (id.isEmpty()) {
        continue; // Known by a hash or another identifier alone: not for certain this image.
      }
      if (OpenVexIds.isAnotherImage(id, image)) {
        continue;
      }
      JsonNode parts = product.path("subcomponents");
      parts.forEach(
          part -> {
            String own = OpenVexIds.of(part);
            if (!own.isEmpty()) {
              names.add(OpenVexIds.name(own));
            }
          });
      if (parts.isEmpty()) {
        names.add(OpenVexIds.isImage(id) ? "" : OpenVexIds.name(id));
      }
    }
    return names;
  }

  /** Whether a source package's vulnerability is. */
  boolean of(String cve, String source, List<DebianPackage> packages) {
    List<String> about = parts.getOrDefault(cve, List.of());
    boolean every =
        !packages.isEmpty() && packages.stream().allMatch(each -> about.contains(each.name()));
    boolean python = packages.isEmpty() && about.contains(PYTHON);
    return about.contains("") || about.contains(source) || every || python;
  }
}
