package io.github.weepython.maven.image;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.ParallelGzip;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.archive.Zstd;
import io.github.weepython.maven.archive.deflate.Deflate;
import io.github.weepython.maven.spec.Compression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Turns a file tree into a gzip or zstd layer; both digests are taken on the way. */
public final class LayerWriter {
  private static final int ZSTD_LEVEL = 19;

  /** 8 MiB, which every decoder takes (RFC 8878, 3.1.1.1.2). */
  private static final int ZSTD_WINDOW_LOG = 23;

  private final int threads;

  /**
   * @param threads how many cores may compress; the bytes are the same for any number
   */
  public LayerWriter(int threads) {
    this.threads = threads;
  }

  /**
   * Writes the layer beside {@code out} and renames it into place.
   *
   * @param title what messages call the layer
   * @param latest seconds since the epoch; later modification times become this
   * @param compression also gives the layer its media type
   */
  public Layer write(String title, FileTree tree, Path out, long latest, Compression compression)
      throws IOException {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Layer layer = stream(title, tree, part, latest, compression);
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return LayerJson.at(layer, out);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Layer stream(String title, FileTree tree, Path part, long latest, Compression compression)
      throws IOException {
    DigestOutputStream blob =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16));
    DigestOutputStream tar = new DigestOutputStream(compressed(blob, compression));
    try (tar) {
      new TarWriter(latest).write(tree, tar);
    }
    String mediaType = compression == Compression.ZSTD ? Layer.ZSTD : Layer.GZIP;
    return new Layer(title, part, blob.digest(), blob.size(), tar.digest(), tar.size(), mediaType);
  }

  private OutputStream compressed(OutputStream blob, Compression compression) throws IOException {
    return switch (compression) {
      case FAST -> new ParallelGzip(blob, Deflate.Effort.FAST, threads);
      case BEST -> new ParallelGzip(blob, Deflate.Effort.BEST, threads);
      case ZSTD -> zstd(blob);
    };
  }

  /** With workers, however many, zstd cuts its input at the same places (zstd.h, nbWorkers). */
  private OutputStream zstd(OutputStream blob) throws IOException {
    ZstdOutputStream out = Zstd.compress(blob, ZSTD_LEVEL);
    out.setChecksum(true);
    out.setLong(ZSTD_WINDOW_LOG);
    out.setWorkers(threads);
    return out;
  }
}
