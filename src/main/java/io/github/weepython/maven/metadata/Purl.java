package io.github.weepython.maven.metadata;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The encoding of package URLs (purl-spec, "Character encoding"). */
final class Purl {
  private Purl() {}

  /** Plus signs and colons too. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }
}
