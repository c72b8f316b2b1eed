package io.github.weepython.maven.report;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A layer as it lies in an OCI layout. */
public final class LayerBlob {
  private static final int GZIP_MAGIC = 0x1f;

  private LayerBlob() {}

  /** Its tar, however it is compressed. */
  public static InputStream open(Path blob) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(blob), 1 << 16);
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : new ZstdInputStream(in);
  }
}
