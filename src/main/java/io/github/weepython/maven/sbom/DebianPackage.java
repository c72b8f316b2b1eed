package io.github.weepython.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A package of Debian as an SBOM has it.
 *
 * @param ref what the SBOM names it by
 * @param name the package's
 * @param source the source package, under which Debian files its advisories
 * @param sourceVersion that one's version
 */
public record DebianPackage(String ref, String name, String source, String sourceVersion) {
  static DebianPackage of(Part part) {
    String[] source = part.source().split(" ", 2);
    return new DebianPackage(part.ref(), part.name(), source[0], source[1]);
  }

  /** Those of a CycloneDX document that wee wrote. */
  public static List<DebianPackage> read(JsonNode sbom) {
    List<DebianPackage> all = new ArrayList<>();
    for (JsonNode component : sbom.path("components")) {
      if (component.path("purl").asText().startsWith("pkg:deb/")) {
        all.add(
            new DebianPackage(
                component.path("bom-ref").asText(),
                component.path("name").asText(),
                property(component, "SrcName"),
                property(component, "SrcVersion")));
      }
    }
    return all;
  }

  private static String property(JsonNode component, String name) {
    for (JsonNode property : component.path("properties")) {
      if (property.path("name").asText().equals(DebianPart.TRIVY + name)) {
        return property.path("value").asText();
      }
    }
    return component.path(name.equals("SrcName") ? "name" : "version").asText();
  }
}
