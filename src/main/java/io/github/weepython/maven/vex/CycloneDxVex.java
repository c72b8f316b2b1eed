package io.github.weepython.maven.vex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.sbom.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The same statements as CycloneDX's {@code vulnerabilities}. */
public final class CycloneDxVex {
  private static final Map<String, String> STATES =
      Map.of(
          "fixed", "resolved",
          "not_affected", "not_affected",
          "affected", "exploitable",
          "under_investigation", "in_triage");

  /** CycloneDX has other words; what a justification has no counterpart for is left out. */
  private static final Map<String, String> JUSTIFICATIONS =
      Map.of(
          "component_not_present", "code_not_present",
          "vulnerable_code_not_present", "code_not_present",
          "vulnerable_code_not_in_execute_path", "code_not_reachable",
          "inline_mitigations_already_exist", "protected_by_mitigating_control");

  private CycloneDxVex() {}

  /** The section. */
  public static ArrayNode of(Inventory inventory, List<VexStatement> all) {
    ArrayNode vulnerabilities = JsonNodeFactory.instance.arrayNode();
    all.stream()
        .filter(each -> isAbout(each, inventory))
        .forEach(each -> vulnerability(vulnerabilities.addObject(), each, inventory));
    return vulnerabilities;
  }

  /** A document for all of a company has statements about other images, too. */
  private static boolean isAbout(VexStatement each, Inventory inventory) {
    List<String> products = new ArrayList<>();
    each.written()
        .ifPresent(
            written -> written.path("products").forEach(p -> products.add(OpenVexIds.of(p))));
    String image = OpenVexIds.name(inventory.purl());
    return products.isEmpty()
        || products.stream().anyMatch(id -> !id.isEmpty() && !OpenVexIds.isAnotherImage(id, image));
  }

  private static void vulnerability(ObjectNode node, VexStatement each, Inventory inventory) {
    node.put("id", each.cve());
    ObjectNode analysis = node.putObject("analysis");
    analysis.put("state", STATES.getOrDefault(each.status(), "in_triage"));
    Optional.ofNullable(JUSTIFICATIONS.get(each.justification()))
        .ifPresent(word -> analysis.put("justification", word));
    if (!each.notes().isEmpty()) {
      analysis.put("detail", each.notes());
    }
    TreeSet<String> refs = new TreeSet<>(each.subcomponents());
    refs.removeIf(ref -> !inventory.hasPart(ref));
    if (refs.isEmpty()) {
      refs.add(inventory.image().oci());
    }
    ArrayNode affects = node.putArray("affects");
    refs.forEach(ref -> affects.addObject().put("ref", ref));
  }
}
