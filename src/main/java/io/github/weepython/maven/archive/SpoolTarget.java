package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of all files one after the other in a single file. Where they are only packed
 * again, that takes a tenth of the time of separate files.
 */
final class SpoolTarget implements UnpackTarget {
  private final Path file;
  private final byte[] buffer = new byte[1 << 16];
  private @Nullable OutputStream out;
  private int filled;
  private long length;

  /**
   * @param file grows
   */
  SpoolTarget(Path file) {
    this.file = file;
  }

  @Override
  public void directory(Entry entry, boolean exists) {}

  @Override
  public void symlink(Entry entry, boolean replaces) {}

  @Override
  public void hardlink(Entry entry, boolean replaces) {}

  @Override
  public Content content(Entry file) {
    return file.content();
  }

  @Override
  public void remove(String path) {}

  @Override
  public Content file(Entry entry, boolean replaces, InputStream body) throws IOException {
    long from = length;
    while (true) {
      if (filled == buffer.length) {
        drain();
      }
      int n = body.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        return new FilePiece(file, from, length - from);
      }
      filled += n;
      length += n;
    }
  }

  private void drain() throws IOException {
    OutputStream open = out;
    if (open == null) {
      open = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      out = open;
    }
    open.write(buffer, 0, filled);
    filled = 0;
  }

  @Override
  public void flush() throws IOException {
    drain();
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
