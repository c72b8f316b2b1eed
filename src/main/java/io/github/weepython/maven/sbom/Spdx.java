package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sbom.Part.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An inventory as SPDX 2.3 JSON, with the same content as {@link CycloneDx}. */
public final class Spdx {
  /** Beside the image. */
  public static final String FILE = "sbom.spdx.json";

  private static final String NAMESPACE = "https://github.com/weepython/wee-maven-plugin/spdx/";
  private static final String IMAGE = "SPDXRef-Image";
  private static final String UNKNOWN = "NOASSERTION";
  private final Inventory inventory;

  /** What an expression names beside SPDX's own licences must be declared (SPDX 2.3, 10.1). */
  private static final Pattern OWN = Pattern.compile("LicenseRef-([A-Za-z0-9.-]+)");

  private final Map<String, String> licences = new TreeMap<>();
  private final MessageDigest sha256 = Digest.sha256();

  private Spdx(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Writes the document. */
  public static void write(Inventory inventory, Path file) throws IOException {
    JsonLines.write(new Spdx(inventory).document(), file);
  }

  /** As {@link #write}, in memory. */
  static byte[] of(Inventory inventory) {
    return JsonLines.of(new Spdx(inventory).document());
  }

  private ObjectNode document() {
    ObjectNode root = JSON.createObjectNode();
    root.put("SPDXID", "SPDXRef-DOCUMENT");
    root.put("spdxVersion", "SPDX-2.3");
    root.put("dataLicense", "CC0-1.0");
    root.put("name", inventory.name() + ":" + inventory.version());
    root.put("documentNamespace", NAMESPACE + CycloneDx.uuid(inventory.image().oci()));
    ObjectNode creation = root.putObject("creationInfo");
    creation.put("created", inventory.created().toString());
    creation.putArray("creators").add("Tool: " + CycloneDx.TOOL);
    ArrayNode packages = root.putArray("packages");
    image(packages.addObject());
    inventory.parts().forEach(part -> part(packages.addObject(), part));
    JsonLines.Elements.put(
        root,
        "files",
        files ->
            inventory
                .files()
                .forEach((path, digest) -> files.accept(json -> file(json, path, digest))));
    relationships(root.putArray("relationships"));
    ArrayNode infos = root.putArray("hasExtractedLicensingInfos");
    licences.forEach((id, name) -> licence(infos.addObject(), id, name));
    return root;
  }

  private void image(ObjectNode node) {
    node.put("SPDXID", IMAGE);
    node.put("name", inventory.name());
    node.put("versionInfo", inventory.version());
    node.put("downloadLocation", UNKNOWN);
    node.put("filesAnalyzed", true);
    node.putObject("packageVerificationCode").put("packageVerificationCodeValue", verification());
    node.put("licenseConcluded", UNKNOWN);
    node.put("licenseDeclared", UNKNOWN);
    node.put("copyrightText", UNKNOWN);
    node.put("primaryPackagePurpose", "CONTAINER");
    checksum(node, "SHA256", inventory.image().hex());
    reference(node, "PACKAGE-MANAGER", "purl", inventory.purl());
    JsonLines.Elements.put(
        node,
        "hasFiles",
        ids ->
            inventory
                .files()
                .keySet()
                .forEach(path -> ids.accept(json -> json.writeString(fileId(path)))));
  }

  /** SHA-1 of all files' SHA-1 (SPDX 2.3, 7.9). */
  private String verification() {
    MessageDigest sha1 = FileDigest.newSha1();
    sha1.update(
        inventory.files().values().stream()
            .map(FileDigest::sha1)
            .sorted()
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(sha1.digest());
  }

  private void part(ObjectNode node, Part part) {
    node.put("SPDXID", id(part));
    node.put("name", part.name());
    if (!part.version().isEmpty()) {
      node.put("versionInfo", part.version());
    }
    if (!part.kind().supplier().isEmpty()) {
      node.put("supplier", "Organization: " + part.kind().supplier());
    }
    node.put("downloadLocation", part.file().url().isEmpty() ? UNKNOWN : part.file().url());
    node.put("filesAnalyzed", false);
    node.put("licenseConcluded", UNKNOWN);
    node.put("licenseDeclared", declared(part));
    node.put("copyrightText", UNKNOWN);
    node.put("primaryPackagePurpose", purpose(part.kind()));
    checksum(node, "SHA256", part.file().sha256());
    reference(node, "PACKAGE-MANAGER", "purl", part.identity().purl());
    reference(node, "SECURITY", "cpe23Type", part.identity().cpe());
    if (!part.source().isEmpty()) {
      // The words by which scanners find it.
      node.put("sourceInfo", "built package from: " + part.source());
    }
    if (part.kind() == Kind.INTERPRETER) {
      inventory
          .backports()
          .properties()
          .forEach((name, value) -> annotation(node, name + ": " + value));
    }
  }

  /** SPDX 2.3, 12. */
  private void annotation(ObjectNode node, String comment) {
    ObjectNode annotation = node.withArray("annotations").addObject();
    annotation.put("annotator", "Tool: " + CycloneDx.TOOL);
    annotation.put("annotationDate", inventory.created().toString());
    annotation.put("annotationType", "OTHER");
    annotation.put("comment", comment);
  }

  /** The schema has OPERATING_SYSTEM, where the specification's text has a hyphen. */
  private static String purpose(Kind kind) {
    return switch (kind) {
      case INTERPRETER -> "APPLICATION";
      case SYSTEM -> "OPERATING_SYSTEM";
      default -> "LIBRARY";
    };
  }

  private String declared(Part part) {
    String expression = part.licence().expression();
    if (!expression.isEmpty()) {
      OWN.matcher(expression)
          .results()
          .forEach(own -> licences.putIfAbsent(own.group(), own.group(1)));
      return expression;
    }
    return part.licence().names().isEmpty()
        ? UNKNOWN
        : part.licence().names().stream()
            .map(this::own)
            .distinct()
            .collect(Collectors.joining(" AND "));
  }

  /** Names of licences are not always SPDX's (SPDX 2.3, 10.1). */
  private String own(String name) {
    String id = "LicenseRef-" + name.replaceAll("[^A-Za-z0-9.-]", "-");
    licences.putIfAbsent(id, name);
    return id;
  }

  private static void licence(ObjectNode node, String id, String name) {
    node.put("licenseId", id);
    node.put("name", name);
    node.put("extractedText", "As its package names it: " + name);
  }

  private void file(JsonGenerator json, String path, FileDigest digest) throws IOException {
    json.writeStartObject();
    json.writeStringField("SPDXID", fileId(path));
    json.writeStringField("fileName", "./" + path);
    json.writeArrayFieldStart("checksums");
    checksum(json, "SHA1", digest.sha1());
    checksum(json, "SHA256", digest.sha256());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void checksum(JsonGenerator json, String algorithm, String digest)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("algorithm", algorithm);
    json.writeStringField("checksumValue", digest);
    json.writeEndObject();
  }

  private void relationships(ArrayNode all) {
    relation(all, "SPDXRef-DOCUMENT", "DESCRIBES", IMAGE);
    for (Part part : inventory.parts()) {
      relation(all, IMAGE, "CONTAINS", id(part));
    }
    for (Part part : inventory.parts()) {
      part.needs().forEach(need -> relation(all, id(part), "DEPENDS_ON", id(need)));
    }
  }

  private static void relation(ArrayNode all, String from, String type, String to) {
    ObjectNode node = all.addObject();
    node.put("spdxElementId", from);
    node.put("relationshipType", type);
    node.put("relatedSpdxElement", to);
  }

  private static void checksum(ObjectNode node, String algorithm, String digest) {
    if (!digest.isEmpty()) {
      ObjectNode checksum = node.putArray("checksums").addObject();
      checksum.put("algorithm", algorithm).put("checksumValue", digest);
    }
  }

  private static void reference(ObjectNode node, String category, String type, String locator) {
    if (!locator.isEmpty()) {
      ObjectNode reference = node.withArray("externalRefs").addObject();
      reference.put("referenceCategory", category);
      reference.put("referenceType", type);
      reference.put("referenceLocator", locator);
    }
  }

  /** Trivy knows the system by this id. */
  private static String id(Part part) {
    return part.kind() == Kind.SYSTEM
        ? "SPDXRef-OperatingSystem-" + part.ref().replaceAll("[^A-Za-z0-9.-]", "-")
        : id(part.ref());
  }

  /** Readable, and unlike any other's. */
  private static String id(String ref) {
    String start = ref.replaceFirst("^pkg:", "").replaceFirst("[?].*", "");
    return "SPDXRef-Package-%s-%s"
        .formatted(start.replaceAll("[^A-Za-z0-9.-]+", "-"), Digest.of(ref).hex().substring(0, 12));
  }

  private String fileId(String path) {
    byte[] digest = sha256.digest(path.getBytes(StandardCharsets.UTF_8));
    return "SPDXRef-File-" + HexFormat.of().formatHex(digest, 0, 12);
  }
}
