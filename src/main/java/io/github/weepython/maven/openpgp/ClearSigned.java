package io.github.weepython.maven.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A message of the cleartext signature framework (RFC 9580, section 7).
 *
 * @param content the signed lines, each ending in a line feed; what stands around them is dropped
 * @param signedBytes what was hashed: lines joined by CR LF, the last one without
 * @param signature the armored block of signatures
 */
record ClearSigned(byte[] content, byte[] signedBytes, byte[] signature) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

  private static final String HASH = "Hash: ";

  /** The text names of RFC 9580, section 9.5, but MD5; gpgv(1) refuses a line with another, too. */
  private static final Set<String> HASHES =
      Set.of("SHA1", "RIPEMD160", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3-256", "SHA3-512");

  /** Latin 1 maps bytes to chars and back unharmed, whatever the text's encoding. */
  static ClearSigned parse(String name, byte[] message) {
    List<String> lines = lines(name, new String(message, StandardCharsets.ISO_8859_1));
    int begin = lines.indexOf(BEGIN);
    if (begin < 0) {
      throw broken(name, "it has no line " + BEGIN);
    }
    int first = endOfHeaders(name, lines, begin + 1) + 1;
    int signature = find(name, lines, first, BEGIN_SIGNATURE);
    int end = find(name, lines, signature, END_SIGNATURE);
    List<String> text = new ArrayList<>();
    for (String line : lines.subList(first, signature)) {
      text.add(unescape(name, line));
    }
    return new ClearSigned(
        bytes(text, "\n", "\n"),
        bytes(text, "\r\n", ""),
        bytes(lines.subList(signature, end + 1), "\n", "\n"));
  }

  /** Trailing blanks are not signed, so they are not content either. */
  private static List<String> lines(String name, String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String stripped = withoutTrailingBlanks(line);
      if (stripped.indexOf('\r') >= 0) {
        throw broken(name, "line " + (lines.size() + 1) + " has a carriage return within");
      }
      lines.add(stripped);
    }
    return lines;
  }

  /** By hand: a regular expression takes the square of a line's blanks. */
  private static String withoutTrailingBlanks(String line) {
    int end = line.length();
    while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(0, end);
  }

  /** Only Hash headers may stand there: anything else would look signed and isn't. */
  private static int endOfHeaders(String name, List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && !lines.get(at).isEmpty()) {
      if (!isHashHeader(lines.get(at))) {
        throw broken(name, "line " + (at + 1) + " is not a Hash header");
      }
      at++;
    }
    return at;
  }

  private static boolean isHashHeader(String line) {
    return line.startsWith(HASH)
        && HASHES.containsAll(
            List.of(line.substring(HASH.length()).strip().split("\\s*,\\s*", -1)));
  }

  private static int find(String name, List<String> lines, int from, String wanted) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).equals(wanted)) {
        return i;
      }
    }
    throw broken(name, "it has no line " + wanted);
  }

  private static String unescape(String name, String line) {
    if (line.startsWith("- ")) {
      return line.substring(2);
    }
    // A stripped "- " is an escaped empty line.
    if (line.equals("-")) {
      return "";
    }
    if (line.startsWith("-")) {
      throw broken(name, "the signed text has an unescaped line '" + line + "'");
    }
    return line;
  }

  private static byte[] bytes(List<String> lines, String between, String last) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      out.writeBytes(lines.get(i).getBytes(StandardCharsets.ISO_8859_1));
      out.writeBytes((i + 1 < lines.size() ? between : last).getBytes(StandardCharsets.ISO_8859_1));
    }
    return out.toByteArray();
  }

  private static OpenPgpException broken(String name, String why) {
    return new OpenPgpException(name + " is not a clear-signed message: " + why + ".", null);
  }
}
