package io.github.weepython.maven.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text of a requirements file, by the byte order mark that it may begin with, as pip reads it:
 * PowerShell's {@code >} writes UTF-16, and some editors a mark before UTF-8.
 */
final class RequirementsText {
  /** The longer mark first: that of UTF-32 begins as that of UTF-16 does. */
  private static final Map<String, byte[]> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("UTF-32BE", new byte[] {0, 0, (byte) 0xfe, (byte) 0xff});
    MARKS.put("UTF-32LE", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0});
    MARKS.put("UTF-8", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    MARKS.put("UTF-16BE", new byte[] {(byte) 0xfe, (byte) 0xff});
    MARKS.put("UTF-16LE", new byte[] {(byte) 0xff, (byte) 0xfe});
  }

  private RequirementsText() {}

  /**
   * Reads it.
   *
   * @throws SiteException when it is text neither by its mark nor in UTF-8
   */
  static String of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Charset charset = StandardCharsets.UTF_8;
    int start = 0;
    for (Map.Entry<String, byte[]> mark : MARKS.entrySet()) {
      int length = mark.getValue().length;
      if (start == 0
          && bytes.length >= length
          && Arrays.equals(bytes, 0, length, mark.getValue(), 0, length)) {
        charset = Charset.forName(mark.getKey());
        start = length;
      }
    }
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SiteException(
          "%s is not text in %s: expected a requirements file in UTF-8. Save it so, or write it by pip-compile --generate-hashes -o."
              .formatted(file, charset),
          e);
    }
  }
}
