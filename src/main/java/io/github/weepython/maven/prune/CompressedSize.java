package io.github.weepython.maven.prune;

import java.util.zip.Deflater;

/** How small a file becomes by itself: an estimate of its share of a layer. */
public final class CompressedSize {
  private CompressedSize() {}

  /** Bytes after a quick deflation. */
  public static long size(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] out = new byte[1 << 16];
      while (!deflater.finished()) {
        deflater.deflate(out);
      }
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }
}
