package io.github.weepython.maven.archive;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names as UTF-8 whatever the locale. In the C locale Java turns names into ASCII and refuses the
 * rest, and Debian's packages have names beyond it; only a path's URI keeps the bytes.
 */
public final class Utf8Paths {
  private Utf8Paths() {}

  /** The path of an entry below a root. */
  public static Path below(Path root, String path) {
    return isAscii(path) ? root.resolve(path) : root.resolve(ofBytes(path));
  }

  /** A path, relative or absolute, of exactly these UTF-8 bytes. */
  public static Path ofBytes(String path) {
    if (isAscii(path)) {
      return Path.of(path);
    }
    boolean absolute = path.startsWith("/");
    Path whole = Path.of(URI.create("file://" + encode(absolute ? path : "/" + path)));
    // Not relativize(), which takes ".." away.
    return absolute ? whole : whole.subpath(0, whole.getNameCount());
  }

  /**
   * The path as text, relative or absolute as it is; of bytes that are no UTF-8, something else.
   */
  public static String text(Path path) {
    return isPlain(path)
        ? path.toString()
        : URLDecoder.decode(encoded(path).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** As {@link #text}, where that has all of the path's bytes; else empty. */
  static Optional<String> exactText(Path path) {
    if (isPlain(path)) {
      return Optional.of(path.toString());
    }
    String encoded = encoded(path);
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      if (encoded.charAt(at) == '%') {
        bytes.put((byte) Integer.parseInt(encoded.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        bytes.put((byte) encoded.charAt(at));
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The path as a URL has it, in ASCII; whoever decodes it has the path's own bytes. */
  static String encoded(Path path) {
    String raw = Path.of("/").resolve(path).toUri().getRawPath();
    String bare = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    return path.isAbsolute() ? bare : bare.substring(1);
  }

  /** Whether Java's own text has all of the path. */
  private static boolean isPlain(Path path) {
    String text = path.toString();
    return isAscii(text) && text.indexOf('?') < 0;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
