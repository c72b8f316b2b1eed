package io.github.weepython.maven.prune;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;

/** How small a file becomes by itself: an estimate of its share of a layer. */
public final class CompressedSize {
  private static final int PIECE = 1 << 16;

  private CompressedSize() {}

  /** Bytes after a quick deflation of a stream, read to its end and not closed. */
  public static long size(InputStream in) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      byte[] piece = new byte[PIECE];
      byte[] out = new byte[PIECE];
      for (int n = in.readNBytes(piece, 0, PIECE); n > 0; n = in.readNBytes(piece, 0, PIECE)) {
        deflater.setInput(piece, 0, n);
        while (!deflater.needsInput()) {
          deflater.deflate(out);
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        deflater.deflate(out);
      }
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }
}
