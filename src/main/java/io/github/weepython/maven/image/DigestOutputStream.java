package io.github.weepython.maven.image;

import io.github.weepython.maven.digest.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what passes through. */
final class DigestOutputStream extends FilterOutputStream {
  private final MessageDigest sha256 = Digest.sha256();
  private long size;

  DigestOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    out.write(bytes, offset, count);
    sha256.update(bytes, offset, count);
    size += count;
  }

  /** The digest of all that passed; to be asked once, at the end. */
  Digest digest() {
    return Digest.of(sha256);
  }

  long size() {
    return size;
  }
}
