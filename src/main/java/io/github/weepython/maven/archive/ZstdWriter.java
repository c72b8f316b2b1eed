package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what only the cache keeps: packed as fast as a disk takes it. */
public final class ZstdWriter {
  /** The fastest of zstd(1)'s ordinary levels. */
  private static final int LEVEL = 1;

  private ZstdWriter() {}

  /** A new file, for {@link LayerDecompressor#open}. */
  public static OutputStream create(Path file) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    try {
      return Zstd.compress(raw, LEVEL);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
