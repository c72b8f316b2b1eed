package io.github.weepython.maven.vex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of one vulnerability.
 *
 * @param cve its number, or another name of it
 * @param status as OpenVEX has it
 * @param justification of {@code not_affected}; empty for none
 * @param notes why, for people
 * @param subcomponents purls of the parts that it is about; empty for the whole image
 * @param written the user's own words, which are passed on as they are
 */
public record VexStatement(
    String cve,
    String status,
    String justification,
    String notes,
    List<String> subcomponents,
    Optional<ObjectNode> written) {
  static final String FIXED = "fixed";
  static final String NOT_AFFECTED = "not_affected";

  /** OpenVEX's specification, "Status Labels". */
  static final Set<String> STATUSES =
      Set.of(NOT_AFFECTED, "affected", FIXED, "under_investigation");

  /** OpenVEX's specification, "Status Justifications". */
  static final Set<String> JUSTIFICATIONS =
      Set.of(
          "component_not_present",
          "vulnerable_code_not_present",
          "vulnerable_code_not_in_execute_path",
          "vulnerable_code_cannot_be_controlled_by_adversary",
          "inline_mitigations_already_exist");

  public VexStatement {
    if (!STATUSES.contains(status)) {
      throw new SpecException(
          "A VEX statement about %s has the status '%s'.".formatted(cve, status));
    }
    subcomponents = List.copyOf(subcomponents);
  }

  static VexStatement fixed(String cve, String notes, String subcomponent) {
    return new VexStatement(cve, FIXED, "", notes, List.of(subcomponent), Optional.empty());
  }

  static VexStatement absent(String cve, String justification, String notes, String subcomponent) {
    return new VexStatement(
        cve, NOT_AFFECTED, justification, notes, List.of(subcomponent), Optional.empty());
  }

  /** Whether nobody need do anything about it. */
  public boolean settles() {
    return status.equals(FIXED) || status.equals(NOT_AFFECTED);
  }
}
