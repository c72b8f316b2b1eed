package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.ParallelGzip;
import io.github.weepython.maven.archive.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Turns a file tree into a gzip layer; both digests are taken on the way. */
public final class LayerWriter {
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
   * @param gzipLevel 1 (fast) to 9 (small)
   */
  public Layer write(String title, FileTree tree, Path out, long latest, int gzipLevel)
      throws IOException {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Layer layer = stream(title, tree, part, latest, gzipLevel);
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return LayerJson.at(layer, out);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Layer stream(String title, FileTree tree, Path part, long latest, int gzipLevel)
      throws IOException {
    MeasuredOutput blob =
        new MeasuredOutput(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16));
    MeasuredOutput tar = new MeasuredOutput(new ParallelGzip(blob, gzipLevel, threads));
    try (tar) {
      new TarWriter(latest).write(tree, tar);
    }
    return new Layer(title, part, blob.digest(), blob.size(), tar.digest(), tar.size(), Layer.GZIP);
  }
}
