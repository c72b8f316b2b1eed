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
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
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
