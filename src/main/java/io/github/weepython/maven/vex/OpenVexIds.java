package io.github.weepython.maven.vex;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By what a VEX document knows its products and their parts. */
public final class OpenVexIds {
  private static final Pattern PURL = Pattern.compile("pkg:[^/]+/(?:[^/@?]+/)*([^/@?]+).*");

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

  /** Whether it is that of an image, and not of a part. */
  public static boolean isImage(String id) {
    return id.startsWith("pkg:oci/");
  }

  /**
   * Whether it is that of another image, as documents for all of a company have them.
   *
   * @param image the name without registry and tag
   */
  public static boolean isAnotherImage(String id, String image) {
    return isImage(id) && !name(id).equals(image);
  }

  /** As it is without a purl's encoding, which has {@code libstdc%2B%2B6} (purl-spec, "name"). */
  public static String name(String purl) {
    Matcher matcher = PURL.matcher(purl);
    if (!matcher.matches()) {
      return purl;
    }
    try {
      return URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return matcher.group(1); // A per cent sign that nobody encoded.
    }
  }
}
