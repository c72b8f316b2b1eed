package io.github.weepython.maven.sbom;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file's digests, in hexadecimal digits.
 *
 * @param sha256 for whoever compares
 * @param sha1 which SPDX 2.3 asks for (8.4, "File checksum")
 */
record FileDigest(String sha256, String sha1) {
  private static final int SMALL = 1 << 12;
  private static final int LARGE = 1 << 16;

  /** Of a stream, read to its end and not closed. */
  static FileDigest of(InputStream in) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    MessageDigest sha1 = newSha1();
    byte[] buffer = new byte[SMALL];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha256.update(buffer, 0, n);
      sha1.update(buffer, 0, n);
      if (n == SMALL && buffer.length == SMALL) {
        buffer = new byte[LARGE]; // Most files are small, and there may be many.
      }
    }
    HexFormat hex = HexFormat.of();
    return new FileDigest(hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
  }

  static MessageDigest newSha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
