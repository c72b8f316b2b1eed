package io.github.weepython.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
      if (component.path("purl").asText("").startsWith("pkg:deb/")) {
        all.add(
            new DebianPackage(
                component.path("bom-ref").asText(""),
                component.path("name").asText(""),
                property(component, "SrcName"),
                property(component, "SrcVersion")));
      }
    }
    return all;
  }

  /** A source package at one version. */
  public record Source(String name, String version) {}

  /**
   * By the source package that each was built from. An image may have packages of one source in
   * several versions: where {@code <packages>} pins one of them, or a mirror was half-updated.
   */
  public static Map<Source, List<DebianPackage>> bySource(Collection<DebianPackage> packages) {
    Map<Source, List<DebianPackage>> sources =
        new TreeMap<>(Comparator.comparing(Source::name).thenComparing(Source::version));
    packages.forEach(
        each ->
            sources
                .computeIfAbsent(
                    new Source(each.source(), each.sourceVersion()), any -> new ArrayList<>())
                .add(each));
    return sources;
  }

  private static String property(JsonNode component, String name) {
    for (JsonNode property : component.path("properties")) {
      if (property.path("name").asText("").equals(DebianPart.TRIVY + name)) {
        return property.path("value").asText("");
      }
    }
    return component.path(name.equals("SrcName") ? "name" : "version").asText("");
  }
}
