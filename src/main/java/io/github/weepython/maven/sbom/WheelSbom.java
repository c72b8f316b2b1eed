package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.sbom.Part.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a wheel says of what it brings along, such as libraries that auditwheel copied into it (PEP
 * 770): CycloneDX or SPDX JSON in {@code .dist-info/sboms}.
 */
final class WheelSbom {
  /**
   * Packages of systems: scanners would take the copy of a library that came from one for a package
   * that is installed.
   */
  private static final Pattern SYSTEMS = Pattern.compile("pkg:(?:rpm|deb|apk|alpm)/");

  private static final String PURL = "io.github.weepython.purl";

  private WheelSbom() {}

  /**
   * The parts that a file names, without the wheel itself.
   *
   * @param owner the wheel's project and version, as {@code numpy-2.1.0}
   * @return nothing for a file of another form: what somebody else wrote is no reason to fail
   */
  static List<Part> read(String owner, byte[] bytes) {
    List<Part> parts = new ArrayList<>();
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.path("bomFormat").asText("").equals("CycloneDX")) {
        root.path("components").forEach(each -> add(parts, owner, each, cyclonedx(each)));
      } else if (root.path("spdxVersion").asText("").startsWith("SPDX-2")) {
        root.path("packages").forEach(each -> add(parts, owner, each, spdx(each)));
      }
    } catch (IOException e) {
      return List.of();
    }
    return parts;
  }

  /** Where a component of either form has what. */
  private record Fields(String version, String purl, String expression, String sha256) {}

  private static Fields cyclonedx(JsonNode component) {
    String sha256 = "";
    for (JsonNode hashe : component.path("hashes")) {
      if (hashe.path("alg").asText("").equals("SHA-256")) {
        sha256 = hashe.path("content").asText("");
      }
    }
    JsonNode licence = component.path("licenses").path(0);
    return new Fields(
        component.path("version").asText(""),
        component.path("purl").asText("").strip(),
        licence.path("expression").asText(licence.at("/license/id").asText("")),
        sha256);
  }

  private static Fields spdx(JsonNode found) {
    String purl = "";
    for (JsonNode externalRef : found.path("externalRefs")) {
      if (externalRef.path("referenceType").asText("").equals("purl")) {
        purl = externalRef.path("referenceLocator").asText("").strip();
      }
    }
    String sha256 = "";
    for (JsonNode checksum : found.path("checksums")) {
      if (checksum.path("algorithm").asText("").equals("SHA256")) {
        sha256 = checksum.path("checksumValue").asText("");
      }
    }
    String licence = found.path("licenseDeclared").asText("");
    return new Fields(
        found.path("versionInfo").asText(""),
        purl,
        licence.matches("NOASSERTION|NONE|.*LicenseRef.*") ? "" : licence,
        sha256);
  }

  private static void add(List<Part> parts, String owner, JsonNode component, Fields fields) {
    String name = component.path("name").asText("");
    String project = Distribution.normalized(owner.replaceFirst("-[^-]*$", ""));
    if (name.isBlank() || Distribution.normalized(name).equals(project)) {
      return;
    }
    boolean foreign = fields.purl().isEmpty() || SYSTEMS.matcher(fields.purl()).lookingAt();
    String purl = foreign ? "" : fields.purl();
    String ref =
        foreign ? "embedded:%s/%s@%s".formatted(owner, name, fields.version()) : fields.purl();
    parts.add(
        Part.of(Kind.EMBEDDED, ref, name, fields.version(), purl)
            .named(
                "",
                foreign && !fields.purl().isEmpty() ? Map.of(PURL, fields.purl()) : Map.of(),
                "")
            .licensed(List.of(), fields.expression())
            .from(fields.sha256().matches("[0-9a-f]{64}") ? fields.sha256() : "", ""));
  }
}
