package io.github.weepython.maven.archive;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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

  /** The last name. */
  public static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : text(last);
  }

  /** The path as text, relative or absolute as it is. */
  public static String text(Path path) {
    String text = path.toString();
    if (isAscii(text) && text.indexOf('\ufffd') < 0 && text.indexOf('?') < 0) {
      return text;
    }
    String raw = Path.of("/").resolve(path).toUri().getRawPath();
    String whole = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    String bare = whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    return path.isAbsolute() ? bare : bare.substring(1);
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
