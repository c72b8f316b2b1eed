package io.github.weepython.maven.prune;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;

/**
 * How small files become, each by itself: an estimate of their shares of a layer. Not safe for
 * several threads.
 */
public final class CompressedSize implements AutoCloseable {
  private static final int PIECE = 1 << 16;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] piece = new byte[PIECE];
  private final byte[] out = new byte[PIECE];

  /** Bytes after a quick deflation of a stream, read to its end and not closed. */
  public long of(InputStream in) throws IOException {
    deflater.reset();
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
  }

  @Override
  public void close() {
    deflater.end();
  }
}
