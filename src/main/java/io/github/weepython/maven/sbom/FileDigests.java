package io.github.weepython.maven.sbom;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digests one file after the other, with the same buffer. Not safe for several threads. */
final class FileDigests {
  private final MessageDigest sha256 = Digest.sha256();
  private final MessageDigest sha1 = FileDigest.newSha1();
  private final HexFormat hex = HexFormat.of();
  private final byte[] buffer = new byte[1 << 16];

  /** Of a stream, read to its end and not closed. */
  FileDigest of(InputStream in) throws IOException {
    sha256.reset(); // Of a stream that failed.
    sha1.reset();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha256.update(buffer, 0, n);
      sha1.update(buffer, 0, n);
    }
    return new FileDigest(hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
  }
}
