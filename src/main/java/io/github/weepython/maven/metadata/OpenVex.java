package io.github.weepython.maven.metadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.SourceBuildOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which weaknesses an image's CPython no longer has although its version says so, in OpenVEX 0.2.0:
 * those that an applied patch names.
 */
public final class OpenVex {
  /** Beside the image. */
  public static final String FILE = "vex.openvex.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenVex() {}

  /** The document; the same image gives the same bytes. */
  public static byte[] of(ImageSpec spec, Digest image, PatchList patches) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("@context", "https://openvex.dev/ns/v0.2.0");
    root.put("author", "wee-maven-plugin");
    root.put("timestamp", spec.created().toString());
    root.put("version", 1);
    ArrayNode statements = root.putArray("statements");
    closed(patches).forEach((cve, by) -> statement(statements.addObject(), cve, by, spec, image));
    root.put("@id", "https://openvex.dev/docs/public/vex-" + Digest.of(root.toString()).hex());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static void statement(
      ObjectNode node, String cve, Set<String> by, ImageSpec spec, Digest image) {
    node.putObject("vulnerability").put("name", cve);
    ObjectNode product = node.putArray("products").addObject();
    product.put("@id", Purl.oci(spec, image));
    product.putArray("subcomponents").addObject().put("@id", "pkg:generic/python@" + spec.python());
    node.put("status", "fixed");
    node.put("status_notes", "Patched by " + String.join(", ", by));
  }

  private static Map<String, Set<String>> closed(PatchList patches) {
    Map<String, Set<String>> closed = new TreeMap<>();
    for (SourceBuildOptions.Patch each : patches.patches()) {
      SecurityPatches.cves(each)
          .forEach(cve -> closed.computeIfAbsent(cve, any -> new TreeSet<>()).add(each.name()));
    }
    return closed;
  }
}
