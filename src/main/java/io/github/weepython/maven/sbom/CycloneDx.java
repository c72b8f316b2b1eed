package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.sbom.Part.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** An inventory as CycloneDX 1.6 JSON: parts, files, and which part relies on which. */
public final class CycloneDx {
  /** Beside the image. */
  public static final String FILE = "sbom.cdx.json";

  static final String TOOL = "wee-maven-plugin";

  private CycloneDx() {}

  /**
   * Writes the document.
   *
   * @param vulnerabilities the section of that name; empty for none
   */
  public static void write(Inventory inventory, ArrayNode vulnerabilities, Path file)
      throws IOException {
    JsonLines.write(document(inventory, vulnerabilities), file);
  }

  /** As {@link #write}, in memory. */
  static byte[] of(Inventory inventory, ArrayNode vulnerabilities) {
    return JsonLines.of(document(inventory, vulnerabilities));
  }

  private static ObjectNode document(Inventory inventory, ArrayNode vulnerabilities) {
    ObjectNode root = JSON.createObjectNode();
    root.put("bomFormat", "CycloneDX");
    root.put("specVersion", "1.6");
    root.put("serialNumber", "urn:uuid:" + uuid(inventory.image().oci()));
    root.put("version", 1);
    metadata(root.putObject("metadata"), inventory);
    ArrayNode components = root.putArray("components");
    inventory.parts().forEach(each -> component(components.addObject(), each, inventory));
    dependencies(root.putArray("dependencies"), inventory);
    if (!vulnerabilities.isEmpty()) {
      root.set("vulnerabilities", vulnerabilities);
    }
    return root;
  }

  private static void metadata(ObjectNode node, Inventory inventory) {
    node.put("timestamp", inventory.created().toString());
    ObjectNode tool = node.putObject("tools").putArray("components").addObject();
    tool.put("type", "application");
    tool.put("name", TOOL);
    ObjectNode image = node.putObject("component");
    image.put("type", "container");
    image.put("bom-ref", inventory.image().oci());
    image.put("name", inventory.name());
    image.put("version", inventory.version());
    image.put("purl", inventory.purl());
    JsonLines.Elements.put(
        image,
        "components",
        files ->
            inventory
                .files()
                .forEach((path, digest) -> files.accept(json -> file(json, path, digest))));
  }

  private static void component(ObjectNode node, Part part, Inventory inventory) {
    node.put("type", part.kind().type());
    node.put("bom-ref", part.ref());
    if (!part.kind().supplier().isEmpty()) {
      node.putObject("supplier").put("name", part.kind().supplier());
    }
    node.put("name", part.name());
    putIfAny(node, "version", part.version());
    hash(node, part.file().sha256());
    licences(node, part);
    putIfAny(node, "cpe", part.identity().cpe());
    putIfAny(node, "purl", part.identity().purl());
    if (part.kind() == Kind.INTERPRETER) {
      inventory.patches().pedigree(node);
    }
    if (!part.file().url().isEmpty()) {
      ObjectNode reference = node.putArray("externalReferences").addObject();
      reference.put("type", "source-distribution");
      reference.put("url", part.file().url());
    }
    Map<String, String> properties = new TreeMap<>(part.properties());
    if (part.kind() == Kind.INTERPRETER) {
      properties.putAll(inventory.backports().properties());
    }
    if (!properties.isEmpty()) {
      ArrayNode all = node.putArray("properties");
      properties.forEach((name, value) -> all.addObject().put("name", name).put("value", value));
    }
  }

  /** Debian's and people's own names of licences are not always SPDX's, so they stand as names. */
  private static void licences(ObjectNode node, Part part) {
    if (!part.licence().expression().isEmpty()) {
      node.putArray("licenses").addObject().put("expression", part.licence().expression());
    } else if (!part.licence().names().isEmpty()) {
      ArrayNode licences = node.putArray("licenses");
      part.licence().names().forEach(l -> licences.addObject().putObject("license").put("name", l));
    }
  }

  /**
   * Without a bom-ref: nothing refers to a file, and there are thousands. They are parts of the
   * image's own component, since Trivy logs a line for each that stands among the packages.
   */
  private static void file(JsonGenerator json, String path, FileDigest digest) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "file");
    json.writeStringField("name", "/" + path);
    json.writeArrayFieldStart("hashes");
    json.writeStartObject();
    json.writeStringField("alg", "SHA-256");
    json.writeStringField("content", digest.sha256());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void hash(ObjectNode node, String sha256) {
    if (!sha256.isEmpty()) {
      node.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
    }
  }

  private static void dependencies(ArrayNode all, Inventory inventory) {
    depends(
        all.addObject(),
        inventory.image().oci(),
        inventory.parts().stream()
            .filter(part -> part.kind() != Kind.BUNDLED && part.kind() != Kind.EMBEDDED)
            .map(Part::ref)
            .sorted()
            .toList());
    inventory.parts().forEach(part -> depends(all.addObject(), part.ref(), part.needs()));
  }

  private static void depends(ObjectNode node, String ref, Iterable<String> needs) {
    node.put("ref", ref);
    List<String> on = new ArrayList<>();
    needs.forEach(on::add);
    if (!on.isEmpty()) {
      on.forEach(node.putArray("dependsOn")::add);
    }
  }

  private static void putIfAny(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  /** A UUID of version 5 in the namespace of URLs (RFC 9562). */
  static UUID uuid(String name) {
    MessageDigest sha1 = FileDigest.newSha1();
    sha1.update(HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8"));
    ByteBuffer bytes = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (bytes.getLong() & ~0xf000L) | 0x5000L;
    return new UUID(high, (bytes.getLong() & ~(3L << 62)) | (1L << 63));
  }
}
