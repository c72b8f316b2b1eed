package io.github.weepython.maven.vex;

import com.fasterxml.jackson.databind.JsonNode;

/** By what a VEX document knows its products and their parts. */
public final class OpenVexIds {
  private OpenVexIds() {}

  /**
   * The id of a product or subcomponent, else its purl; empty where it has neither.
   *
   * @param component a text until OpenVEX 0.0.2, from 0.2.0 on an object whose {@code @id} may be
   *     absent (OpenVEX specification, "Product Data Structure")
   */
  public static String of(JsonNode component) {
    return component.isTextual()
        ? component.asText("")
        : component.path("@id").asText(component.at("/identifiers/purl").asText(""));
  }
}
