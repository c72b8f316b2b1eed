package io.github.weepython.maven.vex;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.Purl;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.IOException;
import java.util.List;

/** Statements about an image in OpenVEX 0.2.0. */
public final class OpenVex {
  /** Beside the image. */
  public static final String FILE = "vex.openvex.json";

  private OpenVex() {}

  /**
   * The document; the same image and statements give the same bytes. A document of OpenVEX has no
   * comment, so that nobody backports fixes stands in {@code tooling}, which is for how its
   * statements came about.
   *
   * @param backports whether some of CPython's are those of Debian's patches
   */
  public static byte[] of(ImageSpec spec, Digest image, List<VexStatement> all, Backports backports)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("@context", "https://openvex.dev/ns/v0.2.0");
    root.put("author", "wee-maven-plugin");
    root.put("timestamp", spec.created().toString());
    root.put("version", 1);
    backports
        .warning(spec.python())
        .ifPresent(warning -> root.put("tooling", "wee-maven-plugin. " + warning));
    ArrayNode statements = root.putArray("statements");
    all.forEach(each -> statements.add(statement(each, Purl.oci(spec, image))));
    root.put("@id", "https://openvex.dev/docs/public/vex-" + Digest.of(root.toString()).hex());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static ObjectNode statement(VexStatement each, String image) {
    ObjectNode node = each.written().map(ObjectNode::deepCopy).orElseGet(() -> own(each));
    if (node.path("products").isEmpty()) {
      ObjectNode product = node.putArray("products").addObject();
      product.put("@id", image);
      if (!each.subcomponents().isEmpty()) {
        ArrayNode parts = product.putArray("subcomponents");
        each.subcomponents().forEach(part -> parts.addObject().put("@id", part));
      }
    }
    return node;
  }

  private static ObjectNode own(VexStatement each) {
    ObjectNode node = JSON.createObjectNode();
    node.putObject("vulnerability").put("name", each.cve());
    node.putArray("products");
    node.put("status", each.status());
    if (!each.justification().isEmpty()) {
      node.put("justification", each.justification());
    }
    node.put("status_notes", each.notes());
    return node;
  }
}
