package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;

/**
 * A file tree as a tar that is written while it is read: nothing of it is kept on disk or in
 * memory. What goes wrong with the writing, the reader hears of.
 */
public final class PipedTarInputStream extends FilterInputStream {
  private static final int BUFFER = 1 << 18;

  private volatile Optional<Throwable> failure = Optional.empty();

  private PipedTarInputStream(PipedInputStream in) {
    super(in);
  }

  public static PipedTarInputStream of(FileTree tree) throws IOException {
    PipedInputStream in = new PipedInputStream(BUFFER);
    PipedOutputStream out = new PipedOutputStream(in);
    PipedTarInputStream stream = new PipedTarInputStream(in);
    Thread writer = new Thread(() -> stream.fill(tree, out), "wee-tar");
    writer.setDaemon(true);
    writer.start();
    return stream;
  }

  /** Times stay as they are in the tree. */
  public static void write(FileTree tree, OutputStream out) throws IOException {
    new TarWriter(Long.MAX_VALUE).write(tree, out);
  }

  private void fill(FileTree tree, PipedOutputStream pipe) {
    try (pipe) {
      try {
        write(tree, pipe);
      } catch (IOException | RuntimeException e) {
        failure = Optional.of(e); // Known before the pipe's end is.
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  @Override
  public int read() throws IOException {
    return checked(super.read());
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return checked(super.read(bytes, offset, length));
  }

  private int checked(int read) throws IOException {
    if (read < 0 && failure.isPresent()) {
      throw new IOException("the tar could not be written: " + failure.get(), failure.get());
    }
    return read;
  }
}
