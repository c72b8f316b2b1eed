package io.github.weepython.maven.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Decompresses layers while they are read. */
public final class LayerDecompressor {
  /** The first byte of a gzip member (RFC 1952, 2.3.1). */
  private static final int GZIP = 0x1f;

  /** A frame of zstd, and one to be skipped, whose last four bits vary (RFC 8878, 3.1). */
  private static final int ZSTD = 0xFD2FB528;

  private static final int ZSTD_SKIPPABLE = 0x184D2A50;

  private static final int BUFFER = 1 << 16;

  private LayerDecompressor() {}

  /** Opens a file that is compressed by gzip or zstd or not at all; its first bytes say which. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(4);
      byte[] head = raw.readNBytes(4);
      raw.reset();
      if (head.length > 0 && head[0] == GZIP) {
        return new GZIPInputStream(raw, BUFFER);
      }
      int magic =
          head.length < 4 ? 0 : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
      return magic == ZSTD || (magic & ~0xf) == ZSTD_SKIPPABLE ? Zstd.decompress(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
