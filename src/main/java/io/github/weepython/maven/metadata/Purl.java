package io.github.weepython.maven.metadata;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The encoding of package URLs (purl-spec, "Character encoding"). */
public final class Purl {
  private Purl() {}

  /** Plus signs and colons too. */
  public static String encoded(String text) {
    // Java encodes as HTML's forms do, where a space is a plus sign.
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("%7E", "~")
        .replace("+", "%20")
        .replace("*", "%2A");
  }

  /** An image's (purl-spec, type oci). */
  public static String oci(ImageSpec spec, Digest image) {
    String name = spec.image().toString();
    return "pkg:oci/%s@%s?arch=%s&repository_url=%s"
        .formatted(
            encoded(name.substring(name.lastIndexOf('/') + 1)),
            encoded(image.oci()),
            spec.platform().architecture(),
            encoded(name));
  }
}
