package io.github.weepython.maven.sbom;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file's digests, in hexadecimal digits.
 *
 * @param sha256 for whoever compares
 * @param sha1 which SPDX 2.3 asks for (8.4, "File checksum")
 */
record FileDigest(String sha256, String sha1) {
  /** Whether it is {@link LayerRecords#OTHER}. */
  boolean isOther() {
    return sha256.isEmpty();
  }

  static MessageDigest newSha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
