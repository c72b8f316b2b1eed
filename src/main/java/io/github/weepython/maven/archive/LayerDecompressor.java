package io.github.weepython.maven.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Decompresses layers while they are read. */
public final class LayerDecompressor {
  /** The first byte of a gzip member (RFC 1952, 2.3.1). */
  private static final int GZIP = 0x1f;

  private static final int BUFFER = 1 << 16;

  private LayerDecompressor() {}

  /** Opens a file that is compressed by gzip or zstd; its first byte says which. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(1);
      int first = raw.read();
      raw.reset();
      return first == GZIP ? new GZIPInputStream(raw, BUFFER) : Zstd.decompress(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
